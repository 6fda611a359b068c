/** The messages between a card bridge and the server: readers, cards, scripts of APDUs and their outcomes. */
@NullMarked
package io.sealcharge.card.link;

import org.jspecify.annotations.NullMarked;
