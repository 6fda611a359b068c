package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.CreditGrant;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Channels as operators see and change them; operators' clients are not among them. What changes a channel gives it as it
 * is then, or NOT_FOUND. Failures: UnavailableException.
 */
public interface AdminChannelStore {

    /** Channels by id, from the first one after {@code after}. */
    Future<List<ChannelListing>> list(String after, int most);

    Future<Optional<ChannelListing>> find(String id);

    /**
     * A channel as it is to be.
     *
     * @param scopes none of them for operators
     * @param keys public JWKs, JSON; null to leave them as they are
     */
    record ChannelOrder(
            String id,
            String name,
            Set<Scope> scopes,
            boolean allProducts,
            @Nullable List<String> keys) {}

    /** @return Done; or Refused with OPERATOR_CLIENT */
    Future<Outcome<ChannelListing>> put(ChannelOrder order, AdminAct act);

    /** @param active false to suspend it */
    Future<Outcome<ChannelListing>> activate(String id, boolean active, AdminAct act);

    /** @return Done; or Refused with NOT_FOUND (the product's, too), COMMISSION_ABOVE_PRICE */
    Future<Outcome<ChannelListing>> putTerms(String id, ChannelTerms terms, AdminAct act);

    /** @return Done; or Refused with NOT_FOUND if there are no such terms */
    Future<Outcome<ChannelListing>> removeTerms(String id, String product, AdminAct act);

    /** @return Done; or Refused with NOT_FOUND, LIMIT_BELOW_DEBT */
    Future<Outcome<ChannelListing>> putLimits(String id, AccountLimits limits, AdminAct act);

    /** @return Done; Done replayed if it was granted before; or Refused with NOT_FOUND, REFERENCE_REUSED */
    Future<Outcome<CreditGrant>> grant(CreditGrant grant, AdminAct act);
}
