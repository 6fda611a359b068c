/** Load tests: they start the built platform as a process and measure it from outside. */
@NullMarked
package io.sealcharge.load;

import org.jspecify.annotations.NullMarked;
