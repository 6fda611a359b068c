/** What a channel and its terminals do: purchases, recharges, and what they must remember of them. */
@NullMarked
package io.sealcharge.load.flow;

import org.jspecify.annotations.NullMarked;
