/** One class per operationId of the contract; ProblemMapper alone knows status codes. */
@NullMarked
package io.sealcharge.platform.http;

import org.jspecify.annotations.NullMarked;
