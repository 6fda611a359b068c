package io.sealcharge.platform.persistence;

import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Applies a catalogue: any number of times with one effect, whole or not at all. */
public final class CatalogueImport {
    private final Database database;

    public CatalogueImport(Database database) {
        this.database = database;
    }

    /**
     * Products and channels that the catalogue does not name stay as they are; an operator that it does not name is
     * suspended and loses its keys. A client's keys become exactly those of the catalogue; a credit whose reference was
     * posted before is not posted again.
     *
     * @return fails with CatalogueException if an entry contradicts what was sold or posted
     */
    public Future<Void> apply(Catalogue catalogue) {
        return database.transaction(connection -> new Session(new CatalogueWriting(connection)).apply(catalogue))
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)))
                .mapEmpty();
    }

    /** One transaction. */
    private record Session(CatalogueWriting writing) {

        Future<Boolean> apply(Catalogue catalogue) {
            TreeSet<String> currencies = new TreeSet<>();
            catalogue
                    .channels()
                    .forEach(channel -> channel.credits()
                            .forEach(credit -> currencies.add(credit.amount().currency())));
            String[] operators = catalogue.operators().stream()
                    .map(Catalogue.OperatorEntry::id)
                    .toArray(String[]::new);
            return writing.run(CatalogueSql.LOCK, Tuple.tuple())
                    .compose(locked -> CatalogueWriting.each(catalogue.products(), this::product))
                    .compose(done -> CatalogueWriting.each(currencies, writing::openAccounts))
                    .compose(done -> CatalogueWriting.each(catalogue.channels(), this::channel))
                    .compose(done -> CatalogueWriting.each(catalogue.operators(), this::operator))
                    .compose(done -> writing.run(
                            CatalogueSql.DISMISS_OTHER_OPERATORS, Tuple.tuple().addArrayOfString(operators)))
                    .map(true);
        }

        private Future<Boolean> product(Product product) {
            if (!product.price().currency().equals(product.faceValue().currency())) {
                throw new CatalogueException("product " + product.id() + ": price and face value differ in currency");
            }
            return writing.product(product, null).map(refusal -> checked("product " + product.id(), refusal));
        }

        private Future<Boolean> channel(Catalogue.ChannelEntry channel) {
            String name = "channel " + channel.id();
            var keys = CatalogueWriting.thumbprints(name, channel.keys());
            Tuple row = Tuple.of(channel.id(), channel.name(), labels(name, channel.scopes(), false));
            return writing.run(CatalogueSql.PUT_CHANNEL, row.addValue(channel.allProducts()))
                    .map(rows ->
                            checked(name, rows.size() == 0 ? Optional.of(Refusal.OPERATOR_CLIENT) : Optional.empty()))
                    .compose(done -> writing.keys(channel.id(), keys))
                    .compose(done -> CatalogueWriting.each(channel.credits(), credit -> credit(channel.id(), credit)))
                    .compose(done -> CatalogueWriting.each(channel.terms(), terms -> terms(channel.id(), terms)))
                    .compose(done -> CatalogueWriting.each(channel.limits(), limits -> limits(channel.id(), limits)));
        }

        private Future<Boolean> operator(Catalogue.OperatorEntry operator) {
            String name = "operator " + operator.id();
            var keys = CatalogueWriting.thumbprints(name, operator.keys());
            Tuple row = Tuple.of(operator.id(), operator.name(), labels(name, operator.scopes(), true));
            return writing.run(CatalogueSql.PUT_OPERATOR, row)
                    .map(rows -> {
                        if (rows.size() == 0) {
                            throw new CatalogueException(name + ": this id is a channel's");
                        }
                        return true;
                    })
                    .compose(done -> writing.keys(operator.id(), keys));
        }

        private Future<Boolean> terms(String channel, ChannelTerms terms) {
            return writing.terms(channel, terms)
                    .map(refusal -> checked("channel " + channel + ", product " + terms.product(), refusal));
        }

        private Future<Boolean> limits(String channel, AccountLimits limits) {
            return writing.limits(channel, limits)
                    .map(refusal -> checked("channel " + channel + ", account in " + limits.currency(), refusal));
        }

        private Future<Boolean> credit(String channel, Catalogue.Credit credit) {
            Money amount = credit.amount();
            if (amount.amountMinor() == 0) {
                throw new CatalogueException(
                        "channel " + channel + ", credit " + credit.reference() + ": the amount must be more than 0");
            }
            return writing.run(
                            CatalogueSql.GRANT_CREDIT,
                            Tuple.of(channel, credit.reference(), amount.amountMinor(), amount.currency())
                                    .addValue(null))
                    .compose(done -> writing.run(CatalogueSql.FIND_GRANT, Tuple.of(channel, credit.reference())))
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
    }

    private static String[] labels(String client, Set<Scope> scopes, boolean operator) {
        for (Scope scope : scopes) {
            if (scope.isForOperators() != operator) {
                throw new CatalogueException(client + ": the scope " + scope.label() + " is for "
                        + (operator ? "channels" : "operators") + " only");
            }
        }
        return scopes.stream().map(Scope::label).sorted().toArray(String[]::new);
    }

    private static boolean checked(String entry, Optional<Refusal> refused) {
        if (refused.isPresent()) {
            throw new CatalogueException(entry + " "
                    + switch (refused.get()) {
                        case PRODUCT_SOLD ->
                            "has vouchers of another face value, currency or PIN format: list the new one under a new id";
                        case COMMISSION_ABOVE_PRICE -> "would have a commission above its price";
                        case LIMIT_BELOW_DEBT -> "owes more than this limit: grant it credit first";
                        case OPERATOR_CLIENT -> "has the id of an operator";
                        case NOT_FOUND -> "is not a product of the catalogue or the platform";
                        default -> throw new IllegalStateException("no rule of the catalogue: " + refused.get());
                    });
        }
        return true;
    }
}
