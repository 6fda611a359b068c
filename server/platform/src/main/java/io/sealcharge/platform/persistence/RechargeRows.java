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
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recharge requests and recharges to and from rows of {@link RechargeRequestSql}, {@link RechargeSql} and {@link RedeemSql}. */
final class RechargeRows {
    /** The verdict of which nothing is written. */
    static final String BEING_REDEEMED = "being_redeemed_by_you";
    /** The kind of a key that is none of {@link AssignedKey.Kind}: the terminal's own. */
    private static final String SHARED = "terminal";

    private RechargeRows() {}

    private static RechargeRequest request(Row row) {
        return request(row, row.getString("channel_id"), row.getString("reference"), "");
    }

    /** @param prefix of the column names */
    private static RechargeRequest request(Row row, String channel, String reference, String prefix) {
        return new RechargeRequest(
                row.getUUID(prefix + "id"),
                channel,
                reference,
                row.getString(prefix + "terminal"),
                key(row, channel, prefix),
                SqlValues.instant(row, prefix + "expires_at"),
                SqlValues.instant(row, prefix + "created_at"));
    }

    private static RechargeKeyGrant key(Row row, String channel, String prefix) {
        if (row.getString(prefix + "key_kind").equals(SHARED)) {
            return new RechargeKeyGrant.Shared(new TerminalKeyId(
                    channel,
                    row.getUUID(prefix + "terminal_id"),
                    row.getInteger(prefix + "key_generation"),
                    row.getInteger(prefix + "master_epoch")));
        }
        AssignedKey key = new AssignedKey(
                keyKind(row, prefix),
                row.getString(prefix + "kid"),
                SqlValues.bytes(row, prefix + "public_point"),
                SqlValues.bytesOrNull(row, prefix + "wrapped_private_key"),
                row.getInteger(prefix + "wrap_epoch"));
        return new RechargeKeyGrant.Assigned(key, row.getString(prefix + "statement"));
    }

    /** What is wrong with the shared key of a request, if it has one, by the row of {@link RechargeRequestSql#RECORD}. */
    static Optional<Refusal> sharedKeyFault(RechargeRequest request, Row row) {
        if (!(request.key() instanceof RechargeKeyGrant.Shared shared)) {
            return Optional.empty();
        }
        String state = row.getString("key_state");
        return state == null
                ? Optional.of(Refusal.KID_UNKNOWN)
                : new SharedKeyOnFile(
                                shared.key(),
                                request.terminal(),
                                PgSharedKeyStore.state(state),
                                0,
                                row.getLong("key_opened"))
                        .faultForRequest();
    }

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
        Optional<TerminalKid> shared = TerminalKid.parse(look.kid());
        return Tuple.tuple()
                .addString(look.channel())
                .addString(look.reference())
                .addString(look.kid())
                .addString(look.terminal())
                .addString(look.phoneNumber())
                .addOffsetDateTime(SqlValues.timestamp(look.numberWindow()))
                .addInteger(look.numberRefusals())
                .addUUID(shared.map(TerminalKid::terminal).orElse(null))
                .addInteger(shared.map(TerminalKid::generation).orElse(null));
    }

    /** From the row of {@link RechargeSql#STANDING}. */
    static RechargeStanding standing(Look look, Row row) {
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
        RechargeRequest request = request(row, look.channel(), look.reference(), "q_");
        return new KeyOnFile(request, keyState(row, "q_state"), sharedKey(request, row));
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
                SqlValues.millis(request.createdAt()));
    }

    /** Parameters of {@link RechargeRequestSql#RECORD}. */
    static Tuple parameters(RechargeRequest request, byte[] requestDigest, Limits limits) {
        AssignedKey assigned = request.key() instanceof RechargeKeyGrant.Assigned own ? own.key() : null;
        String statement = request.key() instanceof RechargeKeyGrant.Assigned own ? own.statement() : null;
        TerminalKeyId shared = request.key() instanceof RechargeKeyGrant.Shared granted ? granted.key() : null;
        return Tuple.tuple()
                .addUUID(request.id())
                .addString(request.channel())
                .addString(request.reference())
                .addBuffer(Buffer.buffer(requestDigest))
                .addString(request.terminal())
                .addString(request.key().kid())
                .addBuffer(assigned == null ? null : Buffer.buffer(assigned.publicPoint()))
                .addBuffer(assigned == null ? null : SqlValues.buffer(assigned.wrappedPrivateKey()))
                .addInteger(assigned == null ? null : assigned.wrapEpoch())
                .addOffsetDateTime(SqlValues.timestamp(request.expiresAt()))
                .addString(statement)
                .addOffsetDateTime(SqlValues.timestamp(request.createdAt()))
                .addInteger(limits.perChannel())
                .addInteger(limits.inAll())
                .addString(assigned == null ? SHARED : assigned.kind().name().toLowerCase(Locale.ROOT))
                .addUUID(shared == null ? null : shared.terminal())
                .addInteger(shared == null ? null : shared.generation());
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
