package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.AdminBarStore;
import io.sealcharge.platform.app.admin.AdminVoucherStore;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.TerminalBar;
import io.sealcharge.platform.domain.VoucherDossier;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bars and vouchers in memory; refuses if told to. */
final class ScriptedBarsAndVouchers {
    static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");
    static final VoucherDossier VOUCHER = new VoucherDossier(
            "1000000000000008",
            "topup-50",
            VoucherState.SOLD,
            new Money(5_000, "CNY"),
            AT,
            "batch-1",
            "north",
            UUID.fromString("019aabcd-0000-7000-8000-000000000001"),
            null,
            null,
            List.of(
                    new VoucherDossier.Event(
                            null, "available", "operator", "generation", null, new Money(5_000, "CNY"), null, null, AT),
                    new VoucherDossier.Event(
                            "available",
                            "sold",
                            "north",
                            "purchase",
                            null,
                            new Money(5_000, "CNY"),
                            "north",
                            null,
                            AT)));

    final List<AdminAct> acts = new ArrayList<>();
    final List<TerminalBar> known = new ArrayList<>();

    @Nullable
    Refusal refusal;

    final AdminBarStore bars = new Bars();
    final AdminVoucherStore vouchers = new Vouchers();

    private <T> Future<Outcome<T>> done(T value, AdminAct act) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        acts.add(act);
        return Future.succeededFuture(Outcome.done(value));
    }

    private final class Bars implements AdminBarStore {
        @Override
        public Future<List<TerminalBar>> list(String channel, String after, int most) {
            return Future.succeededFuture(known.stream()
                    .filter(bar -> channel.isEmpty() || bar.channel().equals(channel))
                    .filter(bar -> bar.id().toString().compareTo(after) > 0)
                    .limit(most)
                    .toList());
        }

        @Override
        public Future<Outcome<TerminalBar>> create(TerminalBar bar, AdminAct act) {
            known.add(bar);
            return done(bar, act);
        }

        @Override
        public Future<Outcome<TerminalBar>> lift(UUID id, TerminalBar.Lift lift, AdminAct act) {
            return done(new TerminalBar(id, "north", "kiosk-1", "guessed", "platform", AT, lift), act);
        }
    }

    private final class Vouchers implements AdminVoucherStore {
        @Override
        public Future<Optional<VoucherDossier>> find(String serialNumber) {
            return Future.succeededFuture(Optional.of(VOUCHER)
                    .filter(voucher -> voucher.serialNumber().equals(serialNumber)));
        }

        @Override
        public Future<Outcome<VoucherDossier>> block(String serialNumber, String reason, AdminAct act) {
            return done(VOUCHER, act);
        }
    }
}
