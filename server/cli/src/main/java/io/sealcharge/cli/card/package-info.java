/** {@code sealcharge card}: chip cards, personalised and looked at. */
@NullMarked
package io.sealcharge.cli.card;

import org.jspecify.annotations.NullMarked;
