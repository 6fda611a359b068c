/** A card without plastic or Java Card: the same protocol in plain Java, for load. */
@NullMarked
package io.sealcharge.card.software;

import org.jspecify.annotations.NullMarked;
