/** Strict decoders of request bodies: what the contract says of them, with better words, and what no schema can say. */
@NullMarked
package io.sealcharge.platform.http.body;

import org.jspecify.annotations.NullMarked;
