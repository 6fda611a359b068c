package io.sealcharge.platform.http;

import io.sealcharge.platform.app.AccountStore;
import io.sealcharge.platform.app.AcknowledgePurchase;
import io.sealcharge.platform.app.AnswerStore;
import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.GetAccount;
import io.sealcharge.platform.app.GetStatement;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.ReplaceVoucher;
import io.sealcharge.platform.app.SharedKeys;
import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows a sale, over stores that tests script. */
final class ScriptedAfterSale {
    final ScriptedAccounts accounts = new ScriptedAccounts();

    final ScriptedReplacements replacements = new ScriptedReplacements();
    final ScriptedAnswers answers = new ScriptedAnswers();

    AfterSaleUseCases useCases(VoucherStore vouchers, ChannelStore channels, Keys keys, Ids ids, InstantSource clock) {
        SharedKeys sharedKeys = new SharedKeys((channel, kid) -> Future.succeededFuture(Optional.empty()));
        return new AfterSaleUseCases(
                new AcknowledgePurchase(answers, vouchers, channels, clock),
                new ReplaceVoucher(replacements, sharedKeys, channels, keys, ids, clock),
                new GetAccount(accounts, channels, clock),
                new GetStatement(accounts, channels));
    }

    int writes() {
        return replacements.writes + answers.acknowledged.size();
    }

    /** Notes what is acknowledged. */
    static final class ScriptedAnswers implements AnswerStore {
        final List<UUID> acknowledged = new ArrayList<>();

        @Override
        public Future<Boolean> acknowledge(String channel, UUID purchase, Instant at) {
            acknowledged.add(purchase);
            return Future.succeededFuture(true);
        }

        @Override
        public Future<Integer> erasePurchases(Instant now, Instant madeUntil, int limit) {
            return Future.succeededFuture(0);
        }

        @Override
        public Future<Integer> eraseReplacements(Instant now, Instant madeUntil, int limit) {
            return Future.succeededFuture(0);
        }
    }

    /** Two accounts, and three postings in one of them. */
    static final class ScriptedAccounts implements AccountStore {
        private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

        @Nullable
        Span asked;

        @Override
        public Future<List<ChannelListing.Account>> accounts(String channel, LocalDate today) {
            return Future.succeededFuture(List.of(
                    new ChannelListing.Account(new AccountLimits("CNY", 1_000, null, 20_000L), -250, 4_800),
                    new ChannelListing.Account(new AccountLimits("USD", 0, 500L, null), 7, 0)));
        }

        @Override
        public Future<List<StatementEntry>> statement(Span span, int most) {
            asked = span;
            return Future.succeededFuture(List.of(
                            entry(11, StatementEntry.Kind.CREDIT_GRANT, 10_000, 10_000, "3", "opening"),
                            entry(12, StatementEntry.Kind.SALE, -4_900, 5_100, "purchase-1", "order-1"),
                            entry(13, StatementEntry.Kind.COMMISSION, 50, 5_150, "purchase-1", "order-1"))
                    .stream()
                    .filter(entry -> entry.id() > span.after().after())
                    .limit(most)
                    .toList());
        }

        private static StatementEntry entry(
                long id, StatementEntry.Kind kind, long amount, long balance, String act, String reference) {
            return new StatementEntry(id, kind, amount, "CNY", balance, act, reference, AT);
        }
    }
}
