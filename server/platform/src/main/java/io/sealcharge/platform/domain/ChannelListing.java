package io.sealcharge.platform.domain;

import java.util.List;

/**
 * A channel as the operator sees it.
 *
 * @param allProducts false if it may buy only what it has terms for
 * @param keys thumbprints (RFC 7638) of the keys that verify its client assertions
 */
public record ChannelListing(
        Channel channel, boolean allProducts, List<String> keys, List<ChannelTerms> terms, List<Account> accounts) {

    /**
     * What the channel has in one currency.
     *
     * @param balanceMinor less than 0 where the limits let it go into debt
     * @param spentTodayMinor what its purchases of this day in UTC came to
     */
    public record Account(AccountLimits limits, long balanceMinor, long spentTodayMinor) {}
}
