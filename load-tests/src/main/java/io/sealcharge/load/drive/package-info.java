/** How flows are begun: so many at once, or so many in a second. */
@NullMarked
package io.sealcharge.load.drive;

import org.jspecify.annotations.NullMarked;
