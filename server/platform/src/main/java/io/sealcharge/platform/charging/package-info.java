/** External charging systems behind the app's ChargingGateway port. */
@NullMarked
package io.sealcharge.platform.charging;

import org.jspecify.annotations.NullMarked;
