/** What operators see: logs, metrics, readiness, blocked threads. */
@NullMarked
package io.sealcharge.platform.observe;

import org.jspecify.annotations.NullMarked;
