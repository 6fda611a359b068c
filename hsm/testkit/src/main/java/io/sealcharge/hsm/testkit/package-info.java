/** The HSM contract test, token fixtures and the in-memory fake. */
@NullMarked
package io.sealcharge.hsm.testkit;

import org.jspecify.annotations.NullMarked;
