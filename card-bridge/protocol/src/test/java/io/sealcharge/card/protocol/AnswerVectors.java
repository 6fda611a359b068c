package io.sealcharge.card.protocol;

import io.sealcharge.card.protocol.CardInfo.Personal;
import java.util.List;
import java.util.Optional;

/** What a card answers, and TLV itself. */
final class AnswerVectors {
    private final VectorFile file;

    AnswerVectors(VectorFile file) {
        this.file = file;
    }

    void write() {
        file.section("BER-TLV in its canonical form");
        tlv();
        file.section("Results, signed status, certificates");
        statements();
        file.section("Other answers");
        answers();
    }

    private void tlv() {
        file.valid(VectorKind.TLV, "nothing", "");
        file.valid(VectorKind.TLV, "empty value", "8000");
        file.valid(VectorKind.TLV, "two objects", "800101 810102");
        file.valid(VectorKind.TLV, "127 bytes", "807F" + "00".repeat(127));
        file.valid(VectorKind.TLV, "128 bytes", "808180" + "00".repeat(128));
        file.valid(VectorKind.TLV, "255 bytes", "8081FF" + "00".repeat(255));
        file.valid(VectorKind.TLV, "256 bytes", "80820100" + "00".repeat(256));
        file.valid(VectorKind.TLV, "four templates deep", "E108 E206 E304 E402 8000");
        file.invalid(VectorKind.TLV, "five templates deep", "E10A E208 E306 E404 E502 8000");
        file.invalid(VectorKind.TLV, "tag without length", "80");
        file.invalid(VectorKind.TLV, "tag 00", "0000");
        file.invalid(VectorKind.TLV, "tag 00 between objects", "8000 00 8000");
        file.invalid(VectorKind.TLV, "tag FF", "FF00");
        file.invalid(VectorKind.TLV, "tag of two bytes", "9F0100");
        file.invalid(VectorKind.TLV, "tag of two bytes, constructed", "BF0100");
        file.invalid(VectorKind.TLV, "length cut short", "8081");
        file.invalid(VectorKind.TLV, "length of two bytes cut short", "808201");
        file.invalid(VectorKind.TLV, "value cut short", "800201");
        file.invalid(VectorKind.TLV, "indefinite length", "8080 0000");
        file.invalid(VectorKind.TLV, "indefinite length, template", "E180 0000");
        file.invalid(VectorKind.TLV, "over-long 81", "80817F" + "00".repeat(127));
        file.invalid(VectorKind.TLV, "over-long 82", "808200FF" + "00".repeat(255));
        file.invalid(VectorKind.TLV, "three length bytes", "8083000100" + "00".repeat(256));
        file.invalid(VectorKind.TLV, "four length bytes", "808400000001 00");
        file.invalid(VectorKind.TLV, "length beyond int", "8084FFFFFFFF");
        file.invalid(VectorKind.TLV, "inner object longer than its template", "E1028001 00");
    }

    private void statements() {
        byte[] result = VectorSamples.result().encode();
        file.valid(VectorKind.RESULT, "recharge", result);
        file.valid(
                VectorKind.RESULT,
                "at the ends",
                new OperationResult(
                                VectorSamples.OTHER_ID,
                                VectorSamples.result().digest(),
                                VectorSamples.CARD,
                                Long.MAX_VALUE,
                                0,
                                0xFFFF_FFFFL,
                                new KeyReference(IssuerRole.ADMIN, 0x7FFF))
                        .encode());
        file.mutated(VectorKind.RESULT, "result", result);
        invalid(VectorKind.RESULT, "counter 0", result, "860400000001", "860400000000");
        invalid(VectorKind.RESULT, "balance 2^63", result, "910800", "910880");
        invalid(VectorKind.RESULT, "operation id all zero", result, "8810", "8810" + "00".repeat(16));

        byte[] status = VectorSamples.status().encode();
        file.valid(VectorKind.STATUS, "active", status);
        for (CardState state : List.of(CardState.BLOCKED, CardState.RETIRED)) {
            file.valid(
                    VectorKind.STATUS, "never used, " + state, neverUsed(state).encode());
        }
        file.mutated(VectorKind.STATUS, "status", status);
        for (String state : List.of("00", "01", "05", "FF")) {
            invalid(VectorKind.STATUS, "state " + state, status, "8A0102", "8A01" + state);
        }
        invalid(VectorKind.STATUS, "digest without id", status, "9410", "9410" + "00".repeat(16));
        invalid(VectorKind.STATUS, "id without digest", status, "9520", "9520" + "00".repeat(32));

        for (KeyScheme scheme : KeyScheme.values()) {
            file.valid(
                    VectorKind.CERTIFICATE,
                    scheme.name(),
                    VectorSamples.certificate(scheme).encode());
        }
        byte[] certificate = VectorSamples.certificate(KeyScheme.DERIVED).encode();
        file.mutated(VectorKind.CERTIFICATE, "certificate", certificate);
        invalid(VectorKind.CERTIFICATE, "certified with another generator", certificate, "980102", "980101");
        invalid(VectorKind.CERTIFICATE, "no scheme", certificate, "980102", "980100");
        invalid(VectorKind.CERTIFICATE, "epoch 0", certificate, "9A020001", "9A020000");
        invalid(VectorKind.CERTIFICATE, "epoch 32,768", certificate, "9A020001", "9A028000");
    }

    private static CardStatus neverUsed(CardState state) {
        return new CardStatus(
                VectorSamples.CARD,
                state,
                0xFFFF_FFFFL,
                Long.MAX_VALUE,
                OperationId.NONE,
                OperationDigest.NONE,
                OperationId.NONE,
                VectorSamples.NONCE);
    }

    private void answers() {
        SelectAnswer active = new SelectAnswer(CardState.ACTIVE, VectorSamples.SERIAL, Optional.of(VectorSamples.CARD));
        file.valid(VectorKind.SELECT_ANSWER, "active", active.encode());
        file.valid(
                VectorKind.SELECT_ANSWER,
                "blank",
                new SelectAnswer(CardState.BLANK, VectorSamples.SERIAL, Optional.empty()).encode());
        file.mutated(VectorKind.SELECT_ANSWER, "answer", active.encode());
        invalid(VectorKind.SELECT_ANSWER, "blank with an id", active.encode(), "8A0102", "8A0101");
        invalid(VectorKind.SELECT_ANSWER, "another version", active.encode(), "800101", "800102");
        invalid(VectorKind.SELECT_ANSWER, "another application", active.encode(), "840AF0", "840AF1");

        InitializeAnswer initialized = new InitializeAnswer(VectorSamples.CARD, 10_000, 1, VectorSamples.CHALLENGE);
        file.valid(VectorKind.INITIALIZE_ANSWER, "answer", initialized.encode());
        file.mutated(VectorKind.INITIALIZE_ANSWER, "answer", initialized.encode());

        file.valid(VectorKind.BALANCE, "10,000", new CardBalance(10_000, VectorSamples.CNY).encode());
        file.mutated(VectorKind.BALANCE, "balance", new CardBalance(10_000, VectorSamples.CNY).encode());

        Personal personal = new Personal(
                VectorSamples.CARD, VectorSamples.ISSUER, VectorSamples.CNY, KeyScheme.DERIVED, CardInfo.NO_PIN);
        byte[] info = new CardInfo(CardState.ACTIVE, VectorSamples.SERIAL, Optional.of(personal)).encode();
        file.valid(VectorKind.CARD_INFO, "active", info);
        file.valid(
                VectorKind.CARD_INFO,
                "blank",
                new CardInfo(CardState.BLANK, VectorSamples.SERIAL, Optional.empty()).encode());
        file.mutated(VectorKind.CARD_INFO, "info", info);
        invalid(VectorKind.CARD_INFO, "four tries", info, "C101FF", "C10104");

        byte[] limits = new CardLimits(VectorSamples.CNY, VectorSamples.LIMITS, 4_999).encode();
        file.valid(VectorKind.CARD_LIMITS, "limits", limits);
        file.mutated(VectorKind.CARD_LIMITS, "limits", limits);

        byte[] keys = new IssuerKeyEpochs(List.of(VectorSamples.OPERATION_KEY, VectorSamples.ADMIN_KEY)).encode();
        file.valid(VectorKind.ISSUER_KEYS, "one of each role", keys);
        file.valid(VectorKind.ISSUER_KEYS, "as many as there may be", fullKeys());
        file.mutated(VectorKind.ISSUER_KEYS, "keys", keys);
        file.invalid(
                VectorKind.ISSUER_KEYS,
                "five of one role",
                "E71E C203010001 C203010002 C203010003 C203010004" + "C203010005 C203020001");
    }

    private static byte[] fullKeys() {
        return new IssuerKeyEpochs(List.of(
                        new KeyReference(IssuerRole.OPERATION, 1),
                        new KeyReference(IssuerRole.OPERATION, 2),
                        new KeyReference(IssuerRole.OPERATION, 256),
                        new KeyReference(IssuerRole.OPERATION, 32_767),
                        new KeyReference(IssuerRole.ADMIN, 1),
                        new KeyReference(IssuerRole.ADMIN, 3)))
                .encode();
    }

    private void invalid(VectorKind kind, String name, byte[] valid, String field, String value) {
        file.patchedInvalid(kind, name, valid, field, value);
    }
}
