/** The platform's own commands. */
@NullMarked
package io.sealcharge.cli.platform;

import org.jspecify.annotations.NullMarked;
