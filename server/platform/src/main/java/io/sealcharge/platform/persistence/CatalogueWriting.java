package io.sealcharge.platform.persistence;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the catalogue file and the calls of operators both write, each inside its own transaction. */
record CatalogueWriting(SqlConnection connection) {

    /**
     * Writes a product and opens the platform's accounts in its currency.
     *
     * @param active whether it is for sale; null to leave that as it is
     * @return PRODUCT_SOLD or COMMISSION_ABOVE_PRICE, if it may not be so
     */
    Future<Optional<Refusal>> product(Product product, @Nullable Boolean active) {
        return run(CatalogueSql.LOCK_PRODUCT, Tuple.of(product.id())).compose(rows -> {
            Optional<Row> before = rows.stream().findFirst();
            if (before.isPresent()
                    && before.get().getLong("highest_commission")
                            > product.price().amountMinor()) {
                return Future.succeededFuture(Optional.of(Refusal.COMMISSION_ABOVE_PRICE));
            }
            if (before.isEmpty() || keepsItsPromise(before.get(), product)) {
                return put(product, active);
            }
            return run(CatalogueSql.HAS_VOUCHERS, Tuple.of(product.id()))
                    .compose(found -> found.iterator().next().getBoolean("has_vouchers")
                            ? Future.succeededFuture(Optional.of(Refusal.PRODUCT_SOLD))
                            : put(product, active));
        });
    }

    private static boolean keepsItsPromise(Row before, Product now) {
        return before.getLong("face_value_minor") == now.faceValue().amountMinor()
                && before.getString("currency").equals(now.faceValue().currency())
                && before.getInteger("pin_length") == now.pinFormat().length()
                && before.getBoolean("pin_check_digit") == now.pinFormat().checkDigit();
    }

    private Future<Optional<Refusal>> put(Product product, @Nullable Boolean active) {
        Tuple row = Tuple.of(
                product.id(),
                product.name(),
                product.faceValue().amountMinor(),
                product.price().amountMinor(),
                product.faceValue().currency(),
                product.pinFormat().length(),
                product.pinFormat().checkDigit(),
                product.serialLength(),
                product.validityDays(),
                product.source().label());
        return run(CatalogueSql.PUT_PRODUCT, row.addValue(active))
                .compose(done -> openAccounts(product.faceValue().currency()))
                .map(Optional.empty());
    }

    Future<RowSet<Row>> openAccounts(String currency) {
        return run(CatalogueSql.OPEN_ACCOUNTS, Tuple.of(currency));
    }

    /**
     * A client's keys become these.
     *
     * @param keys JWKs by their thumbprints
     */
    Future<Boolean> keys(String client, Map<String, String> keys) {
        return run(
                        CatalogueSql.DROP_OTHER_KEYS,
                        Tuple.of(client).addArrayOfString(keys.keySet().toArray(String[]::new)))
                .compose(done -> each(
                        keys.entrySet(),
                        key -> run(CatalogueSql.PUT_KEY, Tuple.of(client, key.getKey(), key.getValue()))));
    }

    /** Gives NOT_FOUND or COMMISSION_ABOVE_PRICE if terms may not be so. */
    Future<Optional<Refusal>> terms(String channel, ChannelTerms terms) {
        return run(CatalogueSql.PRICE, Tuple.of(terms.product())).compose(rows -> {
            Optional<Row> product = rows.stream().findFirst();
            if (product.isEmpty()) {
                return Future.succeededFuture(Optional.of(Refusal.NOT_FOUND));
            }
            Long own = terms.priceMinor();
            long price = own == null ? product.get().getLong("price_minor") : own;
            if (terms.commissionMinor() > price) {
                return Future.succeededFuture(Optional.of(Refusal.COMMISSION_ABOVE_PRICE));
            }
            return run(
                            CatalogueSql.PUT_TERMS,
                            Tuple.of(channel, terms.product()).addValue(own).addLong(terms.commissionMinor()))
                    .map(Optional.empty());
        });
    }

    /** Gives LIMIT_BELOW_DEBT if the channel owes more. */
    Future<Optional<Refusal>> limits(String channel, AccountLimits limits) {
        Tuple row = Tuple.of(channel, limits.currency(), limits.creditLimitMinor())
                .addValue(limits.orderCapMinor())
                .addValue(limits.dayCapMinor());
        return openAccounts(limits.currency())
                .compose(opened -> run(CatalogueSql.PUT_LIMITS, row))
                .map(rows -> rows.size() == 0 ? Optional.of(Refusal.LIMIT_BELOW_DEBT) : Optional.empty());
    }

    /** Notes who did it. */
    Future<Boolean> record(AdminAct act) {
        AdminAct.Deed deed = act.deed();
        Tuple row = Tuple.of(
                        act.id(),
                        act.actor(),
                        deed.operation(),
                        deed.target(),
                        new JsonObject(new HashMap<>(deed.facts())).encode())
                .addValue(deed.reason())
                .addValue(deed.reference())
                .addValue(SqlValues.timestamp(act.at()));
        return run(CatalogueSql.RECORD_ACT, row).map(true);
    }

    Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    /**
     * JWKs by their thumbprints (RFC 7638).
     *
     * @throws CatalogueException if one is no public key; the message shows nothing of it
     */
    static Map<String, String> thumbprints(String client, List<String> jwks) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String json : jwks) {
            try {
                JWK key = JWK.parse(json);
                if (key.isPrivate()) {
                    throw new CatalogueException(
                            client + ": a private key stands in the catalogue; list its public part");
                }
                keys.put(key.computeThumbprint().toString(), key.toJSONString());
            } catch (ParseException | JOSEException e) {
                throw new CatalogueException(client + ": not a public JWK: " + e.getMessage());
            }
        }
        return keys;
    }

    /** One after the other. */
    static <T, R> Future<Boolean> each(Collection<T> items, Function<T, Future<R>> step) {
        Future<Boolean> done = Future.succeededFuture(true);
        for (T item : List.copyOf(items)) {
            done = done.compose(before -> step.apply(item)).map(true);
        }
        return done;
    }
}
