/** What every card, real or not, must do: the contract test and the issuer that drives it. */
@NullMarked
package io.sealcharge.card.testkit;

import org.jspecify.annotations.NullMarked;
