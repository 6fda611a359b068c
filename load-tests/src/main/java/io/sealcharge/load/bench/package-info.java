/** The commands that measure flows against a platform. */
@NullMarked
package io.sealcharge.load.bench;

import org.jspecify.annotations.NullMarked;
