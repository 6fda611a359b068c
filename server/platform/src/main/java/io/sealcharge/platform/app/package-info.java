/** app */
@NullMarked
package io.sealcharge.platform.app;

import org.jspecify.annotations.NullMarked;
