package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;

/** Recharge requests and recharges to and from rows of {@link RechargeRequestSql} and {@link RechargeSql}. */
final class RechargeRows {
    private RechargeRows() {}

    static RechargeRequest request(Row row) {
        AssignedKey key = new AssignedKey(
                row.getString("kid"),
                SqlValues.bytes(row, "public_point"),
                SqlValues.bytesOrNull(row, "wrapped_private_key"),
                row.getInteger("wrap_epoch"));
        return new RechargeRequest(
                row.getUUID("id"),
                row.getString("channel_id"),
                row.getString("reference"),
                row.getString("terminal"),
                key,
                SqlValues.instant(row, "expires_at"),
                row.getString("statement"),
                SqlValues.instant(row, "created_at"));
    }

    static Remembered<RechargeRequest> rememberedRequest(Row row) {
        return new Remembered<>(request(row), SqlValues.bytes(row, "request_digest"));
    }

    static KeyOnFile keyOnFile(Row row) {
        return new KeyOnFile(request(row), keyState(row));
    }

    static KeyState keyState(Row row) {
        return KeyState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
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
                .addInteger(limits.inAll());
    }

    /** A recharge from its row, with the row of the recharge that gave the value. */
    static Remembered<Recharge> recharge(Row row) {
        Recharge.Ending ending = switch (row.getString("outcome")) {
            case "redeemed" -> new Recharge.Redeemed(receipt(row));
            case "already_redeemed_by_you" -> new Recharge.AlreadyRedeemedByYou(receipt(row));
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

    /** A recharge that was written just now, from the row of {@link RechargeSql#REDEEM}. */
    static Recharge judged(Attempt attempt, Row row) {
        Recharge.Ending ending = switch (row.getString("verdict")) {
            case "redeemed" -> new Recharge.Redeemed(ownReceipt(attempt, row));
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

    /** Parameters of {@link RechargeSql#REDEEM}. */
    static Tuple parameters(Attempt attempt) {
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
                .addOffsetDateTime(SqlValues.timestamp(attempt.at()));
    }
}
