package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.VoucherFace;

/** Seals the vouchers of one purchase to the key of its terminal. */
final class VoucherSealer {
    private final String reference;
    private final SealingKey key;

    VoucherSealer(String reference, SealingKey key) {
        this.reference = reference;
        this.key = key;
    }

    /** Does not wipe {@code pin}. A shared key lives for this one voucher. */
    String seal(Hsm device, VoucherFace face, Pin pin) {
        return switch (key) {
            case SealingKey.Own(TerminalPublicKey own) ->
                VoucherEnvelope.seal(secret(face, pin, own.thumbprint()), own);
            case SealingKey.Shared shared -> {
                try (SharedKey derived =
                        TerminalKeyDerivation.derive(device, shared.id(), SharedKey.Direction.TO_TERMINAL)) {
                    yield VoucherEnvelope.seal(secret(face, pin, derived.kid()), derived, shared.encryption());
                }
            }
        };
    }

    private VoucherSecret secret(VoucherFace face, Pin pin, String boundTo) {
        return new VoucherSecret(
                pin,
                face.serialNumber(),
                face.faceValue().amountMinor(),
                face.faceValue().currency(),
                face.expiresAt(),
                reference,
                boundTo);
    }
}
