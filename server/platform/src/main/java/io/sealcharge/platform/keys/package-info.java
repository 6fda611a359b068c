/** The HSM behind the Keys port: roles and epochs to handles, PINs minted, sealed, opened and indexed. No clear PIN leaves this package. */
@NullMarked
package io.sealcharge.platform.keys;

import org.jspecify.annotations.NullMarked;
