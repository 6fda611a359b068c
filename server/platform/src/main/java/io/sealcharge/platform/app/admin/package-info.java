/** What operators can ask for, one class per use case, and the ports that only they need. */
@NullMarked
package io.sealcharge.platform.app.admin;

import org.jspecify.annotations.NullMarked;
