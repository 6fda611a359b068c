package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.AdminChannelStore;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.CreditGrant;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One channel that answers every change; refuses if told to. */
final class ScriptedAdminChannels implements AdminChannelStore {
    static final ChannelListing NORTH = new ChannelListing(
            new Channel("north", "North", true, Set.of(Scope.VOUCHERS_BUY, Scope.PRODUCTS_READ)),
            false,
            List.of("thumbprint-1"),
            List.of(new ChannelTerms("topup-50", 4_800L, 50), new ChannelTerms("topup-100", null, 0)),
            List.of(new ChannelListing.Account(new AccountLimits("CNY", 1_000, null, 20_000L), -250, 4_800)));

    final List<AdminAct> acts = new ArrayList<>();

    @Nullable
    Refusal refusal;

    boolean grantedBefore;

    @Nullable
    ChannelOrder order;

    @Nullable
    ChannelTerms terms;

    @Nullable
    AccountLimits limits;

    @Nullable
    Boolean active;

    @Override
    public Future<List<ChannelListing>> list(String after, int most) {
        return Future.succeededFuture(after.compareTo("north") < 0 ? List.of(NORTH) : List.of());
    }

    @Override
    public Future<Optional<ChannelListing>> find(String id) {
        return Future.succeededFuture(Optional.of(NORTH).filter(north -> id.equals("north")));
    }

    private <T> Future<Outcome<T>> done(T value, AdminAct act) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        acts.add(act);
        return Future.succeededFuture(Outcome.done(value));
    }

    @Override
    public Future<Outcome<ChannelListing>> put(ChannelOrder asked, AdminAct act) {
        order = asked;
        return done(NORTH, act);
    }

    @Override
    public Future<Outcome<ChannelListing>> activate(String id, boolean on, AdminAct act) {
        active = on;
        return done(NORTH, act);
    }

    @Override
    public Future<Outcome<ChannelListing>> putTerms(String id, ChannelTerms asked, AdminAct act) {
        terms = asked;
        return done(NORTH, act);
    }

    @Override
    public Future<Outcome<ChannelListing>> removeTerms(String id, String product, AdminAct act) {
        return done(NORTH, act);
    }

    @Override
    public Future<Outcome<ChannelListing>> putLimits(String id, AccountLimits asked, AdminAct act) {
        limits = asked;
        return done(NORTH, act);
    }

    @Override
    public Future<Outcome<CreditGrant>> grant(CreditGrant grant, AdminAct act) {
        return grantedBefore ? Future.succeededFuture(Outcome.replayed(grant)) : done(grant, act);
    }
}
