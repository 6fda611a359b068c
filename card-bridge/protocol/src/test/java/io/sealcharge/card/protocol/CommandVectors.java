package io.sealcharge.card.protocol;

import java.util.List;

/** Commands: APDUs, what is wrong before the content matters, and the data of the other commands. */
final class CommandVectors {
    private final VectorFile file;

    CommandVectors(VectorFile file) {
        this.file = file;
    }

    void write() {
        file.section("Command APDUs");
        apdus();
        file.section("Commands that are wrong in class, instruction, P1 and P2, or length, in every state alike");
        headers();
        lengths();
        file.section("Data of TRANSFER REQUEST and SIGNED STATUS");
        requests();
        file.section("PIN blocks");
        pinBlocks();
        file.section("Data of personalisation, behind its MAC");
        personalisation();
    }

    private void apdus() {
        for (CommandApdu command : List.of(
                CardCommands.select(),
                CardCommands.cardInfo(),
                CardCommands.limits(),
                CardCommands.issuerKeys(),
                CardCommands.certificate(),
                CardCommands.lastResult(),
                CardCommands.balance(),
                CardCommands.pinState(),
                CardCommands.signedStatus(VectorSamples.OPERATION_ID, VectorSamples.NONCE),
                PlatformSession.begin(VectorSamples.NONCE))) {
            file.valid(VectorKind.COMMAND_APDU, command.toString(), command.encode());
        }
        for (Business business : Business.values()) {
            file.valid(
                    VectorKind.COMMAND_APDU,
                    "INITIALIZE " + business,
                    CardCommands.initialize(business).encode());
        }
        file.valid(VectorKind.COMMAND_APDU, "longest", "80520000FF" + "5A".repeat(255) + "00");
        for (String apdu : List.of(
                "",
                "80",
                "805C",
                "805C00",
                "805C00000000",
                "805C0000000000",
                "805C00000201",
                "805C0000020102030405",
                "80520000FF" + "5A".repeat(254),
                "80520000FF" + "5A".repeat(257),
                "8052000000000101",
                "805200000000FF" + "5A".repeat(255))) {
            file.refused(VectorKind.COMMAND_APDU, apdu.length() / 2 + " bytes", StatusWord.WRONG_LENGTH, apdu);
        }
        file.section("Answers");
        file.valid(VectorKind.RESPONSE_APDU, "status word only", "9000");
        file.valid(VectorKind.RESPONSE_APDU, "longest", "00".repeat(256) + "9000");
        file.invalid(VectorKind.RESPONSE_APDU, "no status word", "");
        file.invalid(VectorKind.RESPONSE_APDU, "half a status word", "90");
        file.invalid(VectorKind.RESPONSE_APDU, "one byte too long", "00".repeat(257) + "9000");
    }

    private void headers() {
        for (String cla : List.of("01", "10", "81", "84", "90", "A0", "FE")) {
            command("class " + cla, StatusWord.UNKNOWN_CLASS, cla + "5C0000");
        }
        for (String header : List.of("0050", "00CA", "0000", "00E0", "8020", "8024", "8051", "80FE", "80A4")) {
            command("instruction " + header, StatusWord.UNKNOWN_INSTRUCTION, header + "0000");
        }
        for (String header : List.of(
                "80CA01E5",
                "80CAE500",
                "80500000",
                "80500500",
                "80501000",
                "80501800",
                "8050FF00",
                "80500101",
                "80540000",
                "80540100",
                "80540200",
                "80541100",
                "80540301",
                "80520100",
                "80520001",
                "805A0100",
                "805A0001",
                "805E0100",
                "805E0001",
                "805C0100",
                "805C0001",
                "00200000",
                "00200080",
                "00200181",
                "00240080",
                "00240281",
                "80E00000",
                "80E00900",
                "80E00101")) {
            command("P1 and P2 of " + header, StatusWord.WRONG_P1_P2, header);
        }
        command("no such object", StatusWord.NO_SUCH_DATA, "80CA00E8");
    }

    private void lengths() {
        for (String header : List.of("80CA00E5", "80500100", "805A0000", "805C0000")) {
            length(header, "00");
        }
        String status = "9610" + "00".repeat(16) + "8F10" + "00".repeat(16);
        length("805E0000", "");
        length("805E0000", status.substring(2));
        length("805E0000", status + "00");
        for (int bytes : new int[] {0, 51, 53}) {
            length("80540300", "00".repeat(bytes));
        }
        for (int bytes : new int[] {0, 119, 193, 255}) {
            length("80520000", "00".repeat(bytes));
        }
        for (int bytes : new int[] {1, 7, 9, 16}) {
            length("00200081", "00".repeat(bytes));
            length("00240181", "00".repeat(bytes));
        }
        for (int bytes : new int[] {0, 8, 15, 17}) {
            length("00240081", "00".repeat(bytes));
        }
        for (PersonalisationStep step : PersonalisationStep.values()) {
            for (int bytes : new int[] {0, step.dataLength() - 1, step.dataLength() + 1}) {
                length("80E0%02X00".formatted(step.code()), "00".repeat(bytes));
            }
        }
    }

    private void length(String header, String data) {
        String lc = data.isEmpty() ? "" : "%02X".formatted(data.length() / 2);
        command(header + " with " + data.length() / 2 + " bytes", StatusWord.WRONG_LENGTH, header + lc + data);
    }

    private void command(String name, StatusWord word, String hex) {
        file.refused(VectorKind.COMMAND, name, word, hex);
    }

    private void requests() {
        TransferRequest request = new TransferRequest(
                VectorSamples.OPERATION_ID, VectorSamples.OPERATION_KEY, 250, VectorSamples.OTHER_CARD);
        byte[] transfer = request.encode();
        file.valid(VectorKind.TRANSFER_REQUEST, "to a card", transfer);
        file.valid(
                VectorKind.TRANSFER_REQUEST,
                "to an account",
                new TransferRequest(
                                VectorSamples.OPERATION_ID,
                                VectorSamples.ADMIN_KEY,
                                Long.MAX_VALUE,
                                VectorSamples.ACCOUNT)
                        .encode());
        file.mutatedData(VectorKind.TRANSFER_REQUEST, "request", transfer);
        patch(VectorKind.TRANSFER_REQUEST, "operation id all zero", transfer, "8810", "8810" + "00".repeat(16));
        patch(VectorKind.TRANSFER_REQUEST, "amount 0", transfer, "8D08", "8D08" + "00".repeat(8));
        patch(VectorKind.TRANSFER_REQUEST, "amount 2^63", transfer, "8D08", "8D0880" + "00".repeat(7));
        patch(VectorKind.TRANSFER_REQUEST, "key of no role", transfer, "890301", "890300");
        patch(VectorKind.TRANSFER_REQUEST, "key of epoch 0", transfer, "8903010001", "8903010000");
        patch(VectorKind.TRANSFER_REQUEST, "counterpart of kind 0", transfer, "8B1102", "8B1100");
        patch(VectorKind.TRANSFER_REQUEST, "a byte before the card id", transfer, "8B110200", "8B1102FF");

        byte[] status = new StatusRequest(VectorSamples.OPERATION_ID, VectorSamples.NONCE).encode();
        file.valid(VectorKind.STATUS_REQUEST, "about an operation", status);
        file.valid(
                VectorKind.STATUS_REQUEST,
                "about none",
                new StatusRequest(OperationId.NONE, VectorSamples.NONCE).encode());
        file.mutatedData(VectorKind.STATUS_REQUEST, "request", status);
    }

    private void pinBlocks() {
        for (String block : List.of(
                "241234FFFFFFFFFF", "2512345FFFFFFFFF", "2C123456789012FF", "240000FFFFFFFFFF", "249999FFFFFFFFFF")) {
            file.valid(VectorKind.PIN_BLOCK, block.charAt(1) + " digits", block);
        }
        for (String block : List.of(
                "1412345678FFFFFF",
                "041234FFFFFFFFFF",
                "23123FFFFFFFFFFF",
                "20FFFFFFFFFFFFFF",
                "2D12345678901234",
                "2F12345678901234",
                "241234FFFFFFFFF0",
                "24123AFFFFFFFFFF",
                "2412340FFFFFFFFF",
                "24123FFFFFFFFFFF",
                "24F234FFFFFFFFFF",
                "25123FFFFFFFFFFF",
                "0000000000000000",
                "FFFFFFFFFFFFFFFF")) {
            file.refused(VectorKind.PIN_BLOCK, "block " + block, StatusWord.MALFORMED, block);
        }
    }

    private void personalisation() {
        CardParameters parameters =
                new CardParameters(VectorSamples.CARD, VectorSamples.ISSUER, VectorSamples.CNY, VectorSamples.LIMITS);
        byte[] encoded = parameters.encode();
        file.valid(VectorKind.CARD_PARAMETERS, "parameters", encoded);
        file.mutatedData(VectorKind.CARD_PARAMETERS, "parameters", encoded);
        patch(VectorKind.CARD_PARAMETERS, "currency 0000", encoded, "85020156", "85020000");
        patch(VectorKind.CARD_PARAMETERS, "currency 015A", encoded, "85020156", "8502015A");
        patch(VectorKind.CARD_PARAMETERS, "highest balance 2^63", encoded, "971800", "971880");

        byte[] key = OperationVectors.issuerKey(1).encode();
        file.valid(VectorKind.ISSUER_KEY, "issuer-operation 1", key);
        file.mutatedData(VectorKind.ISSUER_KEY, "key", key);
        patch(VectorKind.ISSUER_KEY, "of no role", key, "C20301", "C20300");
        patch(VectorKind.ISSUER_KEY, "of epoch 0", key, "C203010001", "C203010000");
        patch(VectorKind.ISSUER_KEY, "point that begins with 02", key, "9B4104", "9B4102");

        byte[] derived = new DerivedCardKey(
                        VectorSamples.DERIVED_CARD.secret(),
                        VectorSamples.certificate(KeyScheme.DERIVED).key())
                .encode();
        file.valid(VectorKind.DERIVED_KEY, "derived key", derived);
        file.mutatedData(VectorKind.DERIVED_KEY, "derived key", derived);
        patch(VectorKind.DERIVED_KEY, "Y begins with 02", derived, "9B4104", "9B4102");
        patch(VectorKind.DERIVED_KEY, "R begins with 00", derived, "9C4104", "9C4100");
    }

    private void patch(VectorKind kind, String name, byte[] valid, String field, String value) {
        file.patched(kind, name, valid, field, value);
    }
}
