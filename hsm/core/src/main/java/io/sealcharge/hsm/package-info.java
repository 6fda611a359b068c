/** The HSM port: keys by role and epoch, and what may be done with them. Calls block; never call them on an event loop. */
@NullMarked
package io.sealcharge.hsm;

import org.jspecify.annotations.NullMarked;
