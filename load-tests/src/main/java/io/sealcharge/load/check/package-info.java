/** Whether the platform recorded what it acknowledged. */
@NullMarked
package io.sealcharge.load.check;

import org.jspecify.annotations.NullMarked;
