/** config */
@NullMarked
package io.sealcharge.platform.config;

import org.jspecify.annotations.NullMarked;
