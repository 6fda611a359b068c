/** HTTP as a load generator speaks it: cheap, one request at a time on each connection. */
@NullMarked
package io.sealcharge.load.wire;

import org.jspecify.annotations.NullMarked;
