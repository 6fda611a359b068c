/** One class per use case, and the ports they need. Knows no HTTP, SQL or PKCS#11. */
@NullMarked
package io.sealcharge.platform.app;

import org.jspecify.annotations.NullMarked;
