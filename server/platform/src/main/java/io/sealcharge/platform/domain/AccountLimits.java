package io.sealcharge.platform.domain;

import org.jspecify.annotations.Nullable;

/**
 * How far a channel may go in one currency, in its minor units.
 *
 * @param creditLimitMinor how far below nothing the balance may fall
 * @param orderCapMinor what one purchase may come to; null for any
 * @param dayCapMinor what the purchases of a day in UTC may come to; null for any
 */
public record AccountLimits(
        String currency,
        long creditLimitMinor,
        @Nullable Long orderCapMinor,
        @Nullable Long dayCapMinor) {}
