package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.Challenge;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.PinBlock;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TlvWriter;
import io.sealcharge.card.protocol.TransferRequest;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A platform that sends what a fuzzer's bytes say: right commands, right ones spoilt before or after they are signed, and
 * bytes that are no command. The issuer signs whatever it is given.
 */
final class FuzzedPlatform {
    /** The steps of {@link #step}. */
    static final int STEPS = 10;

    private static final int MOST_STEPS = 16;
    /** Where the instruction byte stands (ISO/IEC 7816-4, 5.4.1). */
    private static final int INS = 1;

    private static final int EXECUTE_HEADER = 5;
    private static final byte[] EXECUTE = {(byte) 0x80, 0x52, 0, 0};
    private static final int SIGNATURE = 0x9E;
    private static final byte[] NO_INSTRUCTION = {};

    private final Witness card;
    private final FuzzBytes input;
    private final FuzzedPersonaliser personaliser;
    private final List<ResponseApdu> answers = new ArrayList<>();
    private InitializeAnswer initialized;
    private @Nullable Operation requested;
    private byte[] instruction = NO_INSTRUCTION;
    private long operations;

    FuzzedPlatform(Witness card, FuzzBytes input, FuzzedPersonaliser personaliser) {
        this.card = card;
        this.input = input;
        this.personaliser = personaliser;
        this.initialized = new InitializeAnswer(Beginning.ID, 0, 0, new Challenge(new byte[Challenge.LENGTH]));
    }

    /** The application is selected. @return all answers of the card */
    List<ResponseApdu> run() {
        send(CardCommands.select().encode());
        for (int steps = 0; !input.atEnd() && steps < MOST_STEPS; steps++) {
            step(input.next() % STEPS);
        }
        return answers;
    }

    private void step(int kind) {
        switch (kind) {
            case 0 -> send(input.take(input.next()));
            case 1 -> send(spoilt(input.oneOf(Contents.READING)));
            case 2 -> initialize(input.oneOf(Contents.BUSINESSES));
            case 3 -> requestTransfer(input.oneOf(Contents.TRANSFERS), input.oneOf(Contents.AMOUNTS));
            case 4 -> execute(operation(input.oneOf(Contents.OPERATIONS)));
            case 5 -> execute(requested == null ? operation(Contents.OPERATIONS.getFirst()) : requested);
            case 6 -> send(input.spoilt(instruction));
            case 7 -> pin();
            case 8 -> answers.add(personaliser.step(card, input));
            default -> {
                card.powerCycle();
                send(CardCommands.select().encode());
            }
        }
    }

    private ResponseApdu send(byte[] apdu) {
        ResponseApdu answer = card.send(apdu);
        answers.add(answer);
        return answer;
    }

    private byte[] spoilt(CommandApdu command) {
        return input.spoilt(command.encode());
    }

    /** What the card answers to a command, spoilt or not; not what it answers to another one that has become of it. */
    private Optional<byte[]> answerTo(CommandApdu command) {
        byte[] sent = spoilt(command);
        ResponseApdu answer = send(sent);
        boolean same = sent.length > INS && sent[INS] == command.encode()[INS];
        return answer.isDone() && same ? Optional.of(answer.data()) : Optional.empty();
    }

    private void initialize(Business business) {
        answerTo(CardCommands.initialize(business)).ifPresent(data -> initialized = InitializeAnswer.decode(data));
    }

    private void requestTransfer(Business business, long amountMinor) {
        TransferRequest request =
                new TransferRequest(nextId(), TestIssuer.OPERATION_KEY, amountMinor, DrivenCard.ACCOUNT);
        answerTo(CardCommands.requestTransfer(business, request))
                .ifPresent(data -> requested = Signed.operation(data).statement());
    }

    private OperationId nextId() {
        operations++;
        return new OperationId(ByteBuffer.allocate(OperationId.LENGTH)
                .putLong(2)
                .putLong(operations)
                .array());
    }

    private Operation operation(OperationContent content) {
        KeyReference key = DrivenCard.usualKey(content.business());
        return new Operation(
                initialized.cardId(), nextId(), initialized.counter(), initialized.challenge(), key, content);
    }

    /** Spoilt before it is signed, after that, or not at all. */
    private void execute(Operation operation) {
        byte[] body = input.spoilt(operation.encode());
        byte[] data = new TlvWriter()
                .append(body)
                .put(SIGNATURE, sign(operation, body).bytes())
                .bytes();
        int length = Math.min(data.length, CommandApdu.MAX_DATA);
        card.expect(data);
        instruction = ByteBuffer.allocate(EXECUTE_HEADER + length + 1)
                .put(EXECUTE)
                .put((byte) length)
                .put(data, 0, length)
                .array();
        send(input.spoilt(instruction));
    }

    /** With the key and for the domain that the spoilt operation names, if it can still be read. */
    private static CardSignature sign(Operation meant, byte[] body) {
        Operation read = meant;
        try {
            read = Operation.decode(body);
        } catch (MalformedCardDataException noOperation) {
            // signed as if nobody had looked
        }
        Domain domain = read.domain();
        return TestIssuer.key(read.signingKey()).sign(domain.signingInput(body));
    }

    private void pin() {
        int kind = input.next();
        byte[] first = pinBlock();
        CommandApdu command = switch (kind % 3) {
            case 0 -> new CommandApdu(0x00, 0x20, 0, CardCommands.HOLDER_PIN, first, false);
            case 1 -> new CommandApdu(0x00, 0x24, 1, CardCommands.HOLDER_PIN, first, false);
            default -> {
                byte[] both = Arrays.copyOf(first, 2 * PinBlock.LENGTH);
                System.arraycopy(pinBlock(), 0, both, PinBlock.LENGTH, PinBlock.LENGTH);
                yield new CommandApdu(0x00, 0x24, 0, CardCommands.HOLDER_PIN, both, false);
            }
        };
        send(spoilt(command));
    }

    private byte[] pinBlock() {
        try (PinBlock block = DrivenCard.pin(input.oneOf(Contents.PINS))) {
            return block.bytes();
        }
    }
}
