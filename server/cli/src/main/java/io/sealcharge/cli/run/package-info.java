/** Set-up, start, state and removal of a platform on this machine. */
@NullMarked
package io.sealcharge.cli.run;

import org.jspecify.annotations.NullMarked;
