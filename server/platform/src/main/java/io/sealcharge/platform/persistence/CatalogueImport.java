package io.sealcharge.platform.persistence;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.text.ParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Applies a catalogue: any number of times with one effect, whole or not at all. */
public final class CatalogueImport {
    private final Database database;

    public CatalogueImport(Database database) {
        this.database = database;
    }

    /**
     * Products and channels that the catalogue does not name stay as they are; a channel's keys become exactly those of
     * the catalogue; a credit whose reference was posted before is not posted again.
     *
     * @return fails with CatalogueException if an entry contradicts what was sold or posted
     */
    public Future<Void> apply(Catalogue catalogue) {
        return database.transaction(connection -> new Session(connection).apply(catalogue))
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)))
                .mapEmpty();
    }

    /** One transaction. */
    private record Session(SqlConnection connection) {

        Future<Boolean> apply(Catalogue catalogue) {
            TreeSet<String> currencies = new TreeSet<>();
            catalogue
                    .products()
                    .forEach(product -> currencies.add(product.faceValue().currency()));
            catalogue
                    .channels()
                    .forEach(channel -> channel.credits()
                            .forEach(credit -> currencies.add(credit.amount().currency())));
            return run(CatalogueSql.LOCK, Tuple.tuple())
                    .compose(locked -> each(catalogue.products(), this::product))
                    .compose(done -> each(currencies, currency -> run(CatalogueSql.OPEN_ACCOUNTS, Tuple.of(currency))))
                    .compose(done -> each(catalogue.channels(), this::channel));
        }

        private Future<Boolean> product(Product product) {
            if (!product.price().currency().equals(product.faceValue().currency())) {
                throw new CatalogueException("product " + product.id() + ": price and face value differ in currency");
            }
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
            return run(CatalogueSql.PUT_PRODUCT, row).map(rows -> {
                if (rows.size() == 0) {
                    throw new CatalogueException("product " + product.id()
                            + " was sold with another face value or currency: list the new value under a new id");
                }
                return true;
            });
        }

        private Future<Boolean> channel(Catalogue.ChannelEntry channel) {
            String[] scopes =
                    channel.scopes().stream().map(Scope::label).sorted().toArray(String[]::new);
            Map<String, String> keys = keys(channel);
            return run(CatalogueSql.PUT_CHANNEL, Tuple.of(channel.id(), channel.name(), scopes))
                    .compose(done -> run(
                            CatalogueSql.DROP_OTHER_KEYS,
                            Tuple.of(channel.id())
                                    .addArrayOfString(keys.keySet().toArray(String[]::new))))
                    .compose(done -> each(
                            keys.entrySet(),
                            key -> run(CatalogueSql.PUT_KEY, Tuple.of(channel.id(), key.getKey(), key.getValue()))))
                    .compose(done -> each(channel.credits(), credit -> credit(channel.id(), credit)));
        }

        private Future<Boolean> credit(String channel, Catalogue.Credit credit) {
            Money amount = credit.amount();
            if (amount.amountMinor() == 0) {
                throw new CatalogueException(
                        "channel " + channel + ", credit " + credit.reference() + ": the amount must be more than 0");
            }
            return run(
                            CatalogueSql.GRANT_CREDIT,
                            Tuple.of(channel, credit.reference(), amount.amountMinor(), amount.currency()))
                    .compose(done -> run(CatalogueSql.FIND_GRANT, Tuple.of(channel, credit.reference())))
                    .map(rows -> {
                        Row row = rows.iterator().next();
                        Money posted = new Money(row.getLong("amount_minor"), row.getString("currency"));
                        if (!posted.equals(amount)) {
                            throw new CatalogueException("channel " + channel + ", credit " + credit.reference()
                                    + ": posted before as " + posted.amountMinor() + " " + posted.currency()
                                    + "; a further credit needs a reference of its own");
                        }
                        return true;
                    });
        }

        private Future<RowSet<Row>> run(String sql, Tuple parameters) {
            return connection.preparedQuery(sql).execute(parameters);
        }
    }

    /** JWKs by their thumbprints (RFC 7638). */
    private static Map<String, String> keys(Catalogue.ChannelEntry channel) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String json : channel.keys()) {
            try {
                JWK key = JWK.parse(json);
                if (key.isPrivate()) {
                    throw new CatalogueException("channel " + channel.id()
                            + ": a private key stands in the catalogue; list its public part");
                }
                keys.put(key.computeThumbprint().toString(), key.toJSONString());
            } catch (ParseException | JOSEException e) {
                throw new CatalogueException("channel " + channel.id() + ": not a public JWK: " + e.getMessage());
            }
        }
        return keys;
    }

    private static <T, R> Future<Boolean> each(Collection<T> items, Function<T, Future<R>> step) {
        Future<Boolean> done = Future.succeededFuture(true);
        for (T item : List.copyOf(items)) {
            done = done.compose(before -> step.apply(item)).map(true);
        }
        return done;
    }
}
