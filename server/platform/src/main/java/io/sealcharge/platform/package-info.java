/** The platform as a process: command line, wiring, life cycle. The only package that knows all others. */
@NullMarked
package io.sealcharge.platform;

import org.jspecify.annotations.NullMarked;
