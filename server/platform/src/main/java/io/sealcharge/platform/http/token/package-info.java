/** Access tokens: RFC 9068 tokens of this platform, verified and remembered. */
@NullMarked
package io.sealcharge.platform.http.token;

import org.jspecify.annotations.NullMarked;
