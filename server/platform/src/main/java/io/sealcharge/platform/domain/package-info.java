/** domain */
@NullMarked
package io.sealcharge.platform.domain;

import org.jspecify.annotations.NullMarked;
