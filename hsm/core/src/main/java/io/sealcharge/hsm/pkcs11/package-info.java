/** The PKCS#11 adapter; the only package that imports the IAIK wrapper. */
@NullMarked
package io.sealcharge.hsm.pkcs11;

import org.jspecify.annotations.NullMarked;
