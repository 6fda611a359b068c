/** What a terminal does: buy, open, recharge. No Vert.x, no HSM. */
@NullMarked
package io.sealcharge.terminal;

import org.jspecify.annotations.NullMarked;
