package io.sealcharge.platform.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Products, channels and operators as the catalogue file lists them. */
public record Catalogue(List<Product> products, List<ChannelEntry> channels, List<OperatorEntry> operators) {

    /** A catalogue without operators. */
    public Catalogue(List<Product> products, List<ChannelEntry> channels) {
        this(products, channels, List.of());
    }

    /**
     * A channel.
     *
     * @param keys public JWKs (RFC 7517), JSON; all that verify its client assertions from now on
     * @param allProducts false if it may buy only what it has terms for; null to leave it as it is
     * @param terms those that it gets or that change; others stay
     * @param limits of the accounts that it gets or that change; others stay
     */
    public record ChannelEntry(
            String id,
            String name,
            Set<Scope> scopes,
            List<String> keys,
            List<Credit> credits,
            @Nullable Boolean allProducts,
            List<ChannelTerms> terms,
            List<AccountLimits> limits) {

        /** A channel whose terms and limits stay as they are. */
        public ChannelEntry(String id, String name, Set<Scope> scopes, List<String> keys, List<Credit> credits) {
            this(id, name, scopes, keys, credits, null, List.of(), List.of());
        }
    }

    /**
     * A client that may administrate and never buys.
     *
     * @param scopes one at least, each for operators
     * @param keys as a channel's
     */
    public record OperatorEntry(String id, String name, Set<Scope> scopes, List<String> keys) {}

    /**
     * Money that a channel has paid in.
     *
     * @param reference makes it count once per channel
     * @param amount more than 0
     */
    public record Credit(String reference, Money amount) {}
}
