package io.sealcharge.platform.persistence;

import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Scope;
import java.util.List;
import java.util.Set;

/** Products and channels as the operator's catalogue file lists them. */
public record Catalogue(List<Product> products, List<ChannelEntry> channels) {

    /**
     * A channel.
     *
     * @param keys public JWKs (RFC 7517), JSON; all that verify its client assertions from now on
     */
    public record ChannelEntry(String id, String name, Set<Scope> scopes, List<String> keys, List<Credit> credits) {}

    /**
     * Money that a channel has paid in.
     *
     * @param reference makes it count once per channel
     * @param amount more than 0
     */
    public record Credit(String reference, Money amount) {}
}
