/** The stores over vertx-pg-client, the migrations, the embedded database and the money audit. */
@NullMarked
package io.sealcharge.platform.persistence;

import org.jspecify.annotations.NullMarked;
