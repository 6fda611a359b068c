package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RechargeStore.Look;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.app.RequestStanding;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Recharge requests and recharges to and from rows of {@link RechargeRequestSql}, {@link RechargeSql} and {@link RedeemSql}. */
final class RechargeRows {
    /** The verdict of which nothing is written. */
    static final String BEING_REDEEMED = "being_redeemed_by_you";

    private RechargeRows() {}

    private static RechargeRequest request(Row row) {
        return request(row, row.getString("channel_id"), row.getString("reference"), "");
    }

    /** @param prefix of the column names */
    private static RechargeRequest request(Row row, String channel, String reference, String prefix) {
        AssignedKey key = new AssignedKey(
                keyKind(row, prefix),
                row.getString(prefix + "kid"),
                SqlValues.bytes(row, prefix + "public_point"),
                SqlValues.bytesOrNull(row, prefix + "wrapped_private_key"),
                row.getInteger(prefix + "wrap_epoch"));
        return new RechargeRequest(
                row.getUUID(prefix + "id"),
                channel,
                reference,
                row.getString(prefix + "terminal"),
                key,
                SqlValues.instant(row, prefix + "expires_at"),
                row.getString(prefix + "statement"),
                SqlValues.instant(row, prefix + "created_at"));
    }

    static AssignedKey.Kind keyKind(Row row, String prefix) {
        return AssignedKey.Kind.valueOf(row.getString(prefix + "key_kind").toUpperCase(Locale.ROOT));
    }

    static Remembered<RechargeRequest> rememberedRequest(Row row) {
        return new Remembered<>(request(row), SqlValues.bytes(row, "request_digest"));
    }

    /** From the row of {@link RechargeRequestSql#STANDING}. */
    static RequestStanding requestStanding(Row row) {
        return new RequestStanding(
                row.getBoolean("channel_active"),
                row.getUUID("id") == null ? Optional.empty() : Optional.of(rememberedRequest(row)),
                row.getBoolean("barred"));
    }

    /** Parameters of {@link RechargeSql#STANDING}. */
    static Tuple parameters(Look look) {
        return Tuple.tuple()
                .addString(look.channel())
                .addString(look.reference())
                .addString(look.kid())
                .addString(look.terminal())
                .addString(look.phoneNumber())
                .addOffsetDateTime(SqlValues.timestamp(look.numberWindow()))
                .addInteger(look.numberRefusals());
    }

    /** From the row of {@link RechargeSql#STANDING}. */
    static RechargeStanding standing(Look look, Row row) {
        Optional<KeyOnFile> request = row.getUUID("q_id") == null
                ? Optional.empty()
                : Optional.of(
                        new KeyOnFile(request(row, look.channel(), look.reference(), "q_"), keyState(row, "q_state")));
        Optional<RechargeStanding.Elsewhere> elsewhere = row.getString("kid_state") == null
                ? Optional.empty()
                : Optional.of(new RechargeStanding.Elsewhere(
                        keyState(row, "kid_state"), SqlValues.instant(row, "kid_expires_at")));
        return new RechargeStanding(
                row.getBoolean("channel_active"),
                row.getUUID("id") == null ? Optional.empty() : Optional.of(recharge(row)),
                request,
                elsewhere,
                row.getBoolean("barred"),
                SqlValues.instantIfAny(row, "number_refused_at"));
    }

    private static KeyState keyState(Row row, String column) {
        return KeyState.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
    }

    /** The answer to a request that was written just now: what its row would give. */
    static RechargeRequest written(RechargeRequest request) {
        return new RechargeRequest(
                request.id(),
                request.channel(),
                request.reference(),
                request.terminal(),
                request.key(),
                SqlValues.millis(request.expiresAt()),
                request.statement(),
                SqlValues.millis(request.createdAt()));
    }

    /** Parameters of {@link RechargeRequestSql#RECORD}. */
    static Tuple parameters(RechargeRequest request, byte[] requestDigest, Limits limits) {
        AssignedKey key = request.key();
        return Tuple.tuple()
                .addUUID(request.id())
                .addString(request.channel())
                .addString(request.reference())
                .addBuffer(Buffer.buffer(requestDigest))
                .addString(request.terminal())
                .addString(key.kid())
                .addBuffer(Buffer.buffer(key.publicPoint()))
                .addBuffer(SqlValues.buffer(key.wrappedPrivateKey()))
                .addInteger(key.wrapEpoch())
                .addOffsetDateTime(SqlValues.timestamp(request.expiresAt()))
                .addString(request.statement())
                .addOffsetDateTime(SqlValues.timestamp(request.createdAt()))
                .addInteger(limits.perChannel())
                .addInteger(limits.inAll())
                .addString(key.kind().name().toLowerCase(Locale.ROOT));
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

    /** Parameters of {@link RedeemSql#REDEEM}. */
    static Tuple parameters(Attempt attempt, Rules rules) {
        Duration askAfter = rules.askAfter();
        return Tuple.tuple()
                .addUUID(attempt.id())
                .addString(attempt.channel())
                .addString(attempt.reference())
                .addBuffer(Buffer.buffer(attempt.requestDigest()))
                .addString(attempt.terminal())
                .addString(attempt.kid())
                .addString(attempt.phoneNumber())
                .addArrayOfBuffer(attempt.candidates().stream()
                        .map(candidate -> Buffer.buffer(candidate.value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(attempt.candidates().stream()
                        .map(candidate -> candidate.epoch())
                        .toArray(Integer[]::new))
                .addBoolean(attempt.bound())
                .addString(attempt.traceId())
                .addOffsetDateTime(SqlValues.timestamp(attempt.at()))
                .addOffsetDateTime(SqlValues.timestamp(attempt.at().minus(rules.window())))
                .addInteger(rules.terminalRefusals())
                .addOffsetDateTime(
                        askAfter == null
                                ? null
                                : SqlValues.timestamp(attempt.at().plus(askAfter)));
    }
}
