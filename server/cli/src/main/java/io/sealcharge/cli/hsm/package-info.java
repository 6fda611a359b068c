/** The security officer's commands. */
@NullMarked
package io.sealcharge.cli.hsm;

import org.jspecify.annotations.NullMarked;
