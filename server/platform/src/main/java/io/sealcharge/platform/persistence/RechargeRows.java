package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.RechargeStore.Look;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Recharges to and from rows of {@link RechargeSql} and {@link RedeemSql}. */
final class RechargeRows {
    /** The verdict of which nothing is written. */
    static final String BEING_REDEEMED = "being_redeemed_by_you";

    private RechargeRows() {}

    private static @Nullable SharedKeyOnFile sharedKey(RechargeRequest request, Row row) {
        return request.key() instanceof RechargeKeyGrant.Shared shared
                ? new SharedKeyOnFile(
                        shared.key(),
                        row.getString("shared_name"),
                        PgSharedKeyStore.state(row.getString("shared_state")),
                        row.getLong("shared_sealed"),
                        row.getLong("shared_opened"))
                : null;
    }

    /** Parameters of {@link RechargeSql#STANDING}. */
    static Tuple looks(List<Look> looks) {
        return new Columns<>(looks)
                .texts(Look::channel)
                .texts(Look::reference)
                .texts(Look::kid)
                .texts(Look::terminal)
                .texts(Look::phoneNumber)
                .times(Look::numberWindow)
                .integers(Look::numberRefusals)
                .uuids(look ->
                        TerminalKid.parse(look.kid()).map(TerminalKid::terminal).orElse(null))
                .integers(look -> TerminalKid.parse(look.kid())
                        .map(TerminalKid::generation)
                        .orElse(null))
                .parameters();
    }

    /** By the rows of {@link RechargeSql#STANDING}; a channel that has none does not exist. */
    static List<Optional<RechargeStanding>> standings(List<Look> looks, RowSet<Row> rows) {
        List<Optional<Row>> found = Batch.rowsByPlace(looks, rows);
        return IntStream.range(0, looks.size())
                .mapToObj(i -> Optional.of(
                        found.get(i).map(row -> standing(looks.get(i), row)).orElseGet(RechargeRows::noChannel)))
                .toList();
    }

    private static RechargeStanding noChannel() {
        return new RechargeStanding(
                false, Optional.empty(), Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    private static RechargeStanding standing(Look look, Row row) {
        Optional<KeyOnFile> request = row.getUUID("q_id") == null ? Optional.empty() : Optional.of(onFile(look, row));
        Optional<RechargeStanding.Elsewhere> elsewhere = row.getString("kid_state") == null
                ? Optional.empty()
                : Optional.of(new RechargeStanding.Elsewhere(
                        keyState(row, "kid_state"), SqlValues.instant(row, "kid_expires_at")));
        return new RechargeStanding(
                row.getBoolean("channel_active"),
                row.getUUID("id") == null ? Optional.empty() : Optional.of(recharge(row)),
                request,
                elsewhere,
                row.getBoolean("shared_kid"),
                row.getBoolean("barred"),
                SqlValues.instantIfAny(row, "number_refused_at"));
    }

    private static KeyOnFile onFile(Look look, Row row) {
        RechargeRequest request = RechargeRequestRows.request(row, look.channel(), look.reference(), "q_");
        return new KeyOnFile(request, keyState(row, "q_state"), sharedKey(request, row));
    }

    private static KeyState keyState(Row row, String column) {
        return KeyState.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
    }

    /** A recharge from its row, with the row of the recharge that gave the value. */
    static Remembered<Recharge> recharge(Row row) {
        Recharge.Ending ending = switch (row.getString("outcome")) {
            case "redeemed" -> new Recharge.Redeemed(receipt(row));
            case "already_redeemed_by_you" -> new Recharge.AlreadyRedeemedByYou(receipt(row));
            case "pending" -> pendingEnding(row);
            case "charging_rejected" -> new Recharge.ChargingRejected(row.getString("trace_id"));
            default -> new Recharge.Refused(row.getString("trace_id"));
        };
        Recharge recharge = new Recharge(
                row.getUUID("id"),
                row.getString("channel_id"),
                row.getString("reference"),
                row.getString("terminal"),
                row.getString("phone_number"),
                ending,
                SqlValues.instant(row, "created_at"));
        return new Remembered<>(recharge, SqlValues.bytes(row, "request_digest"));
    }

    /** From a row of {@link RedeemSql#TAKE_DUE}. */
    static Recharge pending(Row row) {
        return new Recharge(
                row.getUUID("id"),
                row.getString("channel_id"),
                row.getString("reference"),
                row.getString("terminal"),
                row.getString("phone_number"),
                pendingEnding(row),
                SqlValues.instant(row, "created_at"));
    }

    private static Recharge.Pending pendingEnding(Row row) {
        return new Recharge.Pending(
                row.getString("serial_number"), new Money(row.getLong("amount_minor"), row.getString("currency")));
    }

    private static Recharge.Receipt receipt(Row row) {
        // whoever gets the first receipt asked for the same number
        return new Recharge.Receipt(
                row.getUUID("first_id"),
                row.getString("first_reference"),
                row.getString("serial_number"),
                row.getString("phone_number"),
                new Money(row.getLong("amount_minor"), row.getString("currency")),
                SqlValues.instant(row, "first_at"));
    }

    /** A recharge that was written just now, from the row of {@link RedeemSql#REDEEM}. */
    static Recharge judged(Attempt attempt, Rules rules, Row row) {
        Recharge.Ending ending = switch (row.getString("verdict")) {
            case "redeemed" ->
                rules.askAfter() == null
                        ? new Recharge.Redeemed(ownReceipt(attempt, row))
                        : new Recharge.Pending(row.getString("serial_number"), faceValue(row));
            case BEING_REDEEMED -> new Recharge.BeingRedeemedByYou(row.getUUID("first_id"));
            case "already_redeemed_by_you" -> new Recharge.AlreadyRedeemedByYou(firstReceipt(attempt, row));
            default -> new Recharge.Refused(attempt.traceId());
        };
        return new Recharge(
                attempt.id(),
                attempt.channel(),
                attempt.reference(),
                attempt.terminal(),
                attempt.phoneNumber(),
                ending,
                SqlValues.millis(attempt.at()));
    }

    private static Recharge.Receipt ownReceipt(Attempt attempt, Row row) {
        return new Recharge.Receipt(
                attempt.id(),
                attempt.reference(),
                row.getString("serial_number"),
                attempt.phoneNumber(),
                faceValue(row),
                SqlValues.millis(attempt.at()));
    }

    private static Recharge.Receipt firstReceipt(Attempt attempt, Row row) {
        return new Recharge.Receipt(
                row.getUUID("first_id"),
                row.getString("first_reference"),
                row.getString("serial_number"),
                attempt.phoneNumber(),
                faceValue(row),
                SqlValues.instant(row, "first_at"));
    }

    private static Money faceValue(Row row) {
        return new Money(row.getLong("face_value_minor"), row.getString("currency"));
    }

    /** A recharge to be judged and written. */
    record Redeeming(Attempt attempt, Rules rules) {
        private @Nullable Instant askAt() {
            Duration askAfter = rules.askAfter();
            return askAfter == null ? null : attempt.at().plus(askAfter);
        }
    }

    /** What no two recharges may have in common in one statement. */
    static Collection<?> keys(Redeeming redeeming) {
        Attempt attempt = redeeming.attempt();
        List<Object> keys = new ArrayList<>(attempt.candidates());
        keys.add(new RechargeRequestRows.Reference(attempt.channel(), attempt.reference()));
        keys.add(new RechargeRequestRows.Terminal(attempt.channel(), attempt.terminal()));
        TerminalKid.parse(attempt.kid()).ifPresent(keys::add);
        return keys;
    }

    /** Parameters of {@link RedeemSql#REDEEM}. */
    static Tuple parameters(List<Redeeming> redeemings) {
        List<Attempt> attempts = redeemings.stream().map(Redeeming::attempt).toList();
        List<PinIndex> candidates = attempts.stream()
                .flatMap(attempt -> attempt.candidates().stream())
                .toList();
        Tuple parameters = new Columns<>(redeemings)
                .uuids(redeeming -> redeeming.attempt().id())
                .texts(redeeming -> redeeming.attempt().channel())
                .texts(redeeming -> redeeming.attempt().reference())
                .bytes(redeeming -> redeeming.attempt().requestDigest())
                .texts(redeeming -> redeeming.attempt().terminal())
                .texts(redeeming -> redeeming.attempt().kid())
                .texts(redeeming -> redeeming.attempt().phoneNumber())
                .booleans(redeeming -> redeeming.attempt().bound())
                .texts(redeeming -> redeeming.attempt().traceId())
                .times(redeeming -> redeeming.attempt().at())
                .times(redeeming ->
                        redeeming.attempt().at().minus(redeeming.rules().window()))
                .integers(redeeming -> redeeming.rules().terminalRefusals())
                .times(Redeeming::askAt)
                .parameters();
        Integer[] firsts = new Integer[attempts.size()];
        Integer[] lasts = new Integer[attempts.size()];
        int last = 0;
        for (int i = 0; i < attempts.size(); i++) {
            firsts[i] = last + 1;
            last += attempts.get(i).candidates().size();
            lasts[i] = last;
        }
        return parameters
                .addArrayOfInteger(firsts)
                .addArrayOfInteger(lasts)
                .addArrayOfBuffer(candidates.stream()
                        .map(candidate -> Buffer.buffer(candidate.value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(candidates.stream().map(PinIndex::epoch).toArray(Integer[]::new));
    }

    /** By the rows of {@link RedeemSql#REDEEM}; one without a row could not use its key. */
    static List<Optional<Optional<Row>>> verdicts(List<Redeeming> redeemings, RowSet<Row> rows) {
        return Batch.rowsByPlace(redeemings, rows).stream().map(Optional::of).toList();
    }
}
