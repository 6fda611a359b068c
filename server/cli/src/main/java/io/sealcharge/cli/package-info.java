/** The command line ./sealcharge. */
@NullMarked
package io.sealcharge.cli;

import org.jspecify.annotations.NullMarked;
