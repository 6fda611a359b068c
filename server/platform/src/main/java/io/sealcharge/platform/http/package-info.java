/** http */
@NullMarked
package io.sealcharge.platform.http;

import org.jspecify.annotations.NullMarked;
