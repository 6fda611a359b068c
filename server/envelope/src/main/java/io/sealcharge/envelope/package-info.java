/** The JWE PIN envelope and its rules (RFC 7516, RFC 7518). No Vert.x, no HSM. */
@NullMarked
package io.sealcharge.envelope;

import org.jspecify.annotations.NullMarked;
