/** persistence */
@NullMarked
package io.sealcharge.platform.persistence;

import org.jspecify.annotations.NullMarked;
