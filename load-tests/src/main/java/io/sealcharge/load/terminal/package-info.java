/** What a terminal calculates, with as few objects and as little time as it can be done. */
@NullMarked
package io.sealcharge.load.terminal;

import org.jspecify.annotations.NullMarked;
