package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.ReplacementStore.Candidate;
import io.sealcharge.platform.app.ReplacementStore.Draft;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SoldVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Replacements to and from rows of {@link ReplacementSql}. */
final class ReplacementRows {
    private ReplacementRows() {}

    static Remembered<Replacement> replacement(Row row) {
        return new Remembered<>(
                new Replacement(
                        row.getUUID("id"),
                        row.getString("channel_id"),
                        row.getString("reference"),
                        row.getUUID("purchase_id"),
                        row.getString("old_serial"),
                        face(row),
                        row.getString("envelope"),
                        SqlValues.instant(row, "created_at")),
                SqlValues.bytes(row, "request_digest"));
    }

    /** The answer to a replacement that was written just now: what its rows would give. */
    static Replacement replacement(Draft draft) {
        VoucherFace face = draft.voucher().face();
        return new Replacement(
                draft.id(),
                draft.channel(),
                draft.reference(),
                draft.purchase(),
                draft.replaced(),
                new VoucherFace(face.serialNumber(), face.faceValue(), SqlValues.millis(face.expiresAt())),
                draft.voucher().envelope(),
                SqlValues.millis(draft.at()));
    }

    static Candidate candidate(Row row) {
        return new Candidate(
                voucher(row),
                new PinFormat(row.getInteger("pin_length"), row.getBoolean("pin_check_digit")),
                row.getInteger("serial_length"));
    }

    static SoldVoucher voucher(Row row) {
        return new SoldVoucher(face(row), VoucherState.ofLabel(row.getString("state")), row.getBoolean("batch_open"));
    }

    private static VoucherFace face(Row row) {
        return new VoucherFace(
                row.getString("serial_number"),
                new Money(row.getLong("face_value_minor"), row.getString("currency")),
                SqlValues.instant(row, "expires_at"));
    }

    /** Parameters of {@link ReplacementSql#RECORD}. */
    static Tuple parameters(Draft draft) {
        Tuple parameters = Tuple.tuple()
                .addUUID(draft.id())
                .addString(draft.channel())
                .addString(draft.reference())
                .addBuffer(Buffer.buffer(draft.requestDigest()))
                .addString(draft.terminal())
                .addUUID(draft.purchase())
                .addString(draft.replaced());
        switch (draft.key()) {
            case SealingKey.Own own ->
                parameters.addString(own.key().thumbprint()).addUUID(null).addInteger(null);
            case SealingKey.Shared shared -> {
                TerminalKeyId id = shared.id();
                parameters.addString(null).addUUID(id.terminal()).addInteger(id.generation());
            }
        }
        return parameters
                .addOffsetDateTime(SqlValues.timestamp(draft.at()))
                .addString(draft.voucher().face().serialNumber())
                .addArrayOfBuffer(draft.voucher().indexes().stream()
                        .map(index -> Buffer.buffer(index.value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(
                        draft.voucher().indexes().stream().map(PinIndex::epoch).toArray(Integer[]::new))
                .addString(draft.voucher().envelope());
    }
}
