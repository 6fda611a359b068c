/** How long cards without plastic take to execute an operation. */
@NullMarked
package io.sealcharge.load.card;

import org.jspecify.annotations.NullMarked;
