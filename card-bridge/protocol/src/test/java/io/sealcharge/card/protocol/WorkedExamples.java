package io.sealcharge.card.protocol;

import io.sealcharge.card.link.LinkMessage;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The document's worked examples: one card's life in bytes, each object on a line of its own. */
final class WorkedExamples {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private final TagNames names;

    WorkedExamples(TagNames names) {
        this.names = names;
    }

    String text() {
        select();
        recharge();
        transfer();
        status();
        pin();
        administration();
        certificate();
        personalisation();
        link();
        return text.toString();
    }

    private void select() {
        title("SELECT");
        command(CardCommands.select());
        answer(new SelectAnswer(CardState.ACTIVE, VectorSamples.SERIAL, Optional.of(VectorSamples.CARD)).encode());
        end();
    }

    private void recharge() {
        title("INITIALIZE for a recharge");
        command(CardCommands.initialize(Business.RECHARGE));
        answer(new InitializeAnswer(VectorSamples.CARD, 0, 0, VectorSamples.CHALLENGE).encode());
        end();
        Operation operation = VectorSamples.operation(0, VectorSamples.move(Business.RECHARGE, 10_000));
        Signed<Operation> signed = VectorSamples.signed(operation);
        title("The operation that recharges 100.00 CNY, its digest, and what issuer-operation signs");
        objects(operation.encode());
        line("digest " + HEX.formatHex(operation.digest().bytes()));
        line("signing input " + HEX.formatHex(operation.signingInput()));
        line("key " + HEX.formatHex(VectorSamples.ISSUER_OPERATION.point().bytes()));
        end();
        title("EXECUTE");
        command(CardCommands.execute(signed));
        OperationResult result = VectorSamples.result();
        answer(new Signed<>(result, VectorSamples.CERTIFIED_CARD.sign(result.signingInput())).encode());
        line("signing input " + HEX.formatHex(result.signingInput()));
        line("key " + HEX.formatHex(VectorSamples.CERTIFIED_CARD.point().bytes()));
        end();
    }

    private void transfer() {
        title("TRANSFER REQUEST of 2.50 CNY to another card");
        TransferRequest request = new TransferRequest(
                VectorSamples.OPERATION_ID, VectorSamples.OPERATION_KEY, 250, VectorSamples.OTHER_CARD);
        command(CardCommands.requestTransfer(Business.TRANSFER_OUT, request));
        objects(request.encode());
        Operation made = VectorSamples.operation(1, VectorSamples.move(Business.TRANSFER_OUT, 250));
        answer(new Signed<>(made, VectorSamples.CERTIFIED_CARD.sign(made.transferInput())).encode());
        line("signing input " + HEX.formatHex(made.transferInput()));
        end();
    }

    private void status() {
        title("SIGNED STATUS");
        command(CardCommands.signedStatus(VectorSamples.OTHER_ID, VectorSamples.NONCE));
        CardStatus status = VectorSamples.status();
        answer(new Signed<>(status, VectorSamples.CERTIFIED_CARD.sign(status.signingInput())).encode());
        line("signing input " + HEX.formatHex(status.signingInput()));
        end();
    }

    private void pin() {
        title("VERIFY with PIN 12345, and two tries left after a wrong one");
        command(CardCommands.verify(PinBlock.of("12345".toCharArray())));
        line("← 9000");
        command(CardCommands.verify(PinBlock.of("54321".toCharArray())));
        line("← %04X".formatted(StatusWord.wrongPin(2)));
        end();
    }

    private void administration() {
        title("The operation that adds issuer-operation key 2");
        objects(VectorSamples.operation(2, new OperationContent.AddIssuerKey(OperationVectors.issuerKey(2)))
                .encode());
        end();
    }

    private void certificate() {
        title("GET DATA, certificate of a derived key");
        command(CardCommands.certificate());
        CardCertificate certificate = VectorSamples.certificate(KeyScheme.DERIVED);
        answer(new Signed<>(certificate, VectorSamples.CERTIFICATION.sign(certificate.signingInput())).encode());
        line("key " + HEX.formatHex(VectorSamples.CERTIFICATION.point().bytes()));
        end();
        title("What card-derivation signs for issuer 62268800, epoch 1");
        line(HEX.formatHex(Domain.cardKeyInput(VectorSamples.ISSUER, 1, VectorSamples.CARD)));
        end();
    }

    private void personalisation() {
        title("Personalisation: begin, store parameters, store card key, each with its answer");
        line("transport key " + HEX.formatHex(VectorSamples.TRANSPORT_KEY));
        String transcript = VectorSession.transcript(HexFormat.of()
                .parseHex(HexFormat.of().formatHex(VectorSamples.TRANSPORT_KEY)
                        + VectorSamples.SERIAL
                        + VectorSamples.NONCE
                        + VectorSamples.OTHER_NONCE));
        boolean command = true;
        for (String apdu : List.of(transcript.split(", ", -1))) {
            line((command ? "→ " : "← ") + apdu.toUpperCase(Locale.ROOT));
            command = !command;
        }
        end();
    }

    private void link() {
        title("Messages of the bridge link");
        for (var message : LinkVectors.messages().entrySet()) {
            if (List.of("hello", "card inserted", "script", "result, DONE").contains(message.getKey())) {
                LinkMessage value = message.getValue();
                line(message.getKey() + ": " + HEX.formatHex(value.encode()));
            }
        }
        end();
    }

    private void title(String title) {
        text.append("**").append(title).append("**\n\n```\n");
    }

    private void end() {
        text.append("```\n\n");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void command(CommandApdu command) {
        line("→ " + HEX.formatHex(command.encode()));
    }

    private void answer(byte[] data) {
        line("← " + HEX.formatHex(data) + "9000");
        objects(data);
    }

    private void objects(byte[] data) {
        TlvNode.parse(data).forEach(node -> object(INDENT, node));
    }

    private void object(String indent, TlvNode node) {
        byte[] content = node.content();
        String head = "%02X %s".formatted(node.tag(), content.length > 0x7F ? "81 " : "");
        String length = "%02X".formatted(content.length);
        String value = node.isTemplate() ? "" : " " + HEX.formatHex(content);
        line(indent + head + length + value + "  " + names.name(node.tag()));
        node.children().forEach(child -> object(indent + INDENT, child));
    }
}
