/** The terminal's commands. */
@NullMarked
package io.sealcharge.cli.terminal;

import org.jspecify.annotations.NullMarked;
