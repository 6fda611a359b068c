/** The keys of cards: made, derived, certified, verified, and put onto blank cards. */
@NullMarked
package io.sealcharge.card.keys;

import org.jspecify.annotations.NullMarked;
