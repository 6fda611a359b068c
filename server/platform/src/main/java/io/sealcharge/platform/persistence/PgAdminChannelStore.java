package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.admin.AdminChannelStore;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.CreditGrant;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link AdminChannelStore} on PostgreSQL; its statements are in {@link AdminChannelSql} and {@link CatalogueSql}. */
public final class PgAdminChannelStore implements AdminChannelStore {
    private final Database database;

    public PgAdminChannelStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ChannelListing>> list(String after, int most) {
        return database.read(AdminChannelSql.LIST, Tuple.of(after, most))
                .map(rows -> rows.stream().map(ChannelRows::listing).toList());
    }

    @Override
    public Future<Optional<ChannelListing>> find(String id) {
        return database.read(AdminChannelSql.FIND, Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(ChannelRows::listing));
    }

    @Override
    public Future<Outcome<ChannelListing>> put(ChannelOrder order, AdminAct act) {
        String[] scopes = order.scopes().stream().map(Scope::label).sorted().toArray(String[]::new);
        List<String> keys = order.keys();
        return AdminTransaction.run(
                database,
                act,
                writing -> writing.run(
                                CatalogueSql.PUT_CHANNEL,
                                Tuple.of(order.id(), order.name(), scopes, order.allProducts()))
                        .compose(rows -> rows.size() == 0
                                ? AdminTransaction.refused(Refusal.OPERATOR_CLIENT)
                                : Future.succeededFuture(true))
                        .compose(done -> keys == null
                                ? Future.succeededFuture(true)
                                : writing.keys(order.id(), CatalogueWriting.thumbprints(order.id(), keys)))
                        .compose(done -> now(writing, order.id())));
    }

    @Override
    public Future<Outcome<ChannelListing>> activate(String id, boolean active, AdminAct act) {
        return change(
                id,
                act,
                writing -> writing.run(AdminChannelSql.ACTIVATE, Tuple.of(id, active))
                        .map(Optional.empty()));
    }

    @Override
    public Future<Outcome<ChannelListing>> putTerms(String id, ChannelTerms terms, AdminAct act) {
        return change(id, act, writing -> writing.terms(id, terms));
    }

    @Override
    public Future<Outcome<ChannelListing>> removeTerms(String id, String product, AdminAct act) {
        return change(
                id,
                act,
                writing -> writing.run(AdminChannelSql.REMOVE_TERMS, Tuple.of(id, product))
                        .map(rows -> rows.size() == 0 ? Optional.of(Refusal.NOT_FOUND) : Optional.empty()));
    }

    @Override
    public Future<Outcome<ChannelListing>> putLimits(String id, AccountLimits limits, AdminAct act) {
        return change(id, act, writing -> writing.limits(id, limits));
    }

    private Future<Outcome<ChannelListing>> change(
            String id, AdminAct act, Function<CatalogueWriting, Future<Optional<Refusal>>> step) {
        return AdminTransaction.run(
                database,
                act,
                writing -> lock(writing, id)
                        .compose(locked -> step.apply(writing))
                        .compose(AdminTransaction::unlessRefused)
                        .compose(done -> now(writing, id)));
    }

    private static Future<Boolean> lock(CatalogueWriting writing, String id) {
        return writing.run(AdminChannelSql.LOCK, Tuple.of(id))
                .compose(rows ->
                        rows.size() == 0 ? AdminTransaction.refused(Refusal.NOT_FOUND) : Future.succeededFuture(true));
    }

    private static Future<ChannelListing> now(CatalogueWriting writing, String id) {
        return writing.run(AdminChannelSql.FIND, Tuple.of(id))
                .map(rows -> ChannelRows.listing(rows.iterator().next()));
    }

    @Override
    public Future<Outcome<CreditGrant>> grant(CreditGrant grant, AdminAct act) {
        Tuple row = Tuple.of(
                grant.channel(),
                grant.reference(),
                grant.amount().amountMinor(),
                grant.amount().currency(),
                SqlValues.timestamp(grant.grantedAt()));
        return AdminTransaction.perhaps(
                database,
                writing -> lock(writing, grant.channel())
                        .compose(locked -> writing.openAccounts(grant.amount().currency()))
                        .compose(opened -> writing.run(CatalogueSql.GRANT_CREDIT, row))
                        .compose(posted ->
                                posted.rowCount() == 1 ? writing.record(act).map(false) : Future.succeededFuture(true))
                        .compose(before -> writing.run(
                                        CatalogueSql.FIND_GRANT, Tuple.of(grant.channel(), grant.reference()))
                                .map(rows -> answer(grant, rows.iterator().next(), before))));
    }

    /** What was granted under the reference, now or before. */
    private static Outcome<CreditGrant> answer(CreditGrant asked, Row row, boolean before) {
        CreditGrant granted = new CreditGrant(
                asked.channel(),
                asked.reference(),
                new Money(row.getLong("amount_minor"), row.getString("currency")),
                SqlValues.instant(row, "granted_at"));
        if (!granted.amount().equals(asked.amount())) {
            return Outcome.refused(Refusal.REFERENCE_REUSED);
        }
        return before ? Outcome.replayed(granted) : Outcome.done(granted);
    }
}
