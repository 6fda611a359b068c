/** keys */
@NullMarked
package io.sealcharge.platform.keys;

import org.jspecify.annotations.NullMarked;
