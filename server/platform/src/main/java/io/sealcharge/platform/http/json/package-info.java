/** Answers as JSON, one class per resource, members always in the same order, so that a repeat is byte for byte the same. */
@NullMarked
package io.sealcharge.platform.http.json;

import org.jspecify.annotations.NullMarked;
