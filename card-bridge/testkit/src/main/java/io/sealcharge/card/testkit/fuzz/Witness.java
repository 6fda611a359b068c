package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.Challenge;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.Instruction;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.testkit.TestKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands beside a card and judges each answer: it is a word of the protocol; a refused command changed nothing, but for
 * the try that a wrong PIN costs; a command that only reads changed nothing either; and value was moved by nothing but an
 * operation that the issuer signed for this card, this counter and the challenge that the card drew last.
 */
final class Witness {
    private static final HexFormat HEX = HexFormat.of();
    private static final int WRONG_PIN_MASK = 0xFFF0;

    private final RestorableCard card;
    private final Set<String> signed = new HashSet<>();
    private Books books;
    private byte[] lastAnswer = {};
    private @Nullable Business business;
    private @Nullable Challenge challenge;

    Witness(RestorableCard card, Books books) {
        this.card = card;
        this.books = books;
    }

    /** What the card must hold by now. */
    Books books() {
        return books;
    }

    /** @param instruction operation and signature of the issuer, which the card may do */
    void expect(byte[] instruction) {
        signed.add(HEX.formatHex(instruction));
    }

    void powerCycle() {
        card.powerCycle();
        forgetChallenge();
    }

    /** @throws AssertionError if the answer is wrong, or the card has changed where it may not */
    ResponseApdu send(byte[] apdu) {
        byte[] before = card.memory();
        ResponseApdu answer = ResponseApdu.decode(card.transmit(apdu));
        boolean changed = !Arrays.equals(before, card.memory());
        try {
            judge(apdu, answer, changed);
        } catch (MalformedCardDataException | AssertionError wrong) {
            String both = HEX.formatHex(apdu) + " was answered " + answer;
            throw new AssertionError(wrong.getMessage() + ": " + both, wrong);
        }
        return answer;
    }

    private void judge(byte[] apdu, ResponseApdu answer, boolean changed) {
        StatusWord word = StatusWord.of(answer.sw()).orElse(StatusWord.CARD_FAILED);
        require(word != StatusWord.CARD_FAILED, "no word of the protocol");
        if (answer.isDone()) {
            judgeDone(CommandApdu.decode(apdu), answer, changed);
            return;
        }
        require(answer.data().length == 0, "data with a refusal");
        boolean aTryFell = (answer.sw() & WRONG_PIN_MASK) == StatusWord.WRONG_PIN.code();
        require(!changed || aTryFell, "refused, and changed");
        if (word == StatusWord.NO_SUCH_APPLICATION) {
            forgetChallenge();
        }
    }

    private void judgeDone(CommandApdu command, ResponseApdu answer, boolean changed) {
        switch (instruction(command)) {
            case SELECT, SIGNED_STATUS -> {
                require(!changed, "read, and changed");
                forgetChallenge();
            }
            case INITIALIZE -> {
                require(!changed, "read, and changed");
                challenge = InitializeAnswer.decode(answer.data()).challenge();
                business = Business.of(command.p1());
            }
            case EXECUTE -> judgeExecuted(Signed.operation(command.data()), answer, changed);
            case VERIFY, CHANGE_PIN, PERSONALISE -> {}
            case GET_DATA, TRANSFER_REQUEST, GET_LAST_RESULT, GET_BALANCE -> require(!changed, "read, and changed");
        }
    }

    private static Instruction instruction(CommandApdu command) {
        return Arrays.stream(Instruction.values())
                .filter(each -> each.cla() == command.cla() && each.ins() == command.ins())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command of the protocol, and done"));
    }

    private void judgeExecuted(Signed<Operation> instruction, ResponseApdu answer, boolean changed) {
        Operation operation = instruction.statement();
        if (operation.digest().equals(books.last())) {
            require(!changed, "repeated, and changed");
            require(lastAnswer.length == 0 || Arrays.equals(lastAnswer, answer.data()), "repeated otherwise");
            return;
        }
        require(operation.cardId().equals(Beginning.ID), "another card's operation");
        require(operation.counter() == books.counter(), "another counter");
        require(operation.business() == business && operation.challenge().equals(challenge), "another challenge");
        require(
                signed.contains(HEX.formatHex(instruction.encode()))
                        && operation.business().maySign(operation.signingKey().role()),
                "the issuer did not sign it");
        Books after = books.after(operation);
        judgeResult(operation, Signed.result(answer.data()), after);
        books = after;
        lastAnswer = answer.data();
        forgetChallenge();
    }

    private void judgeResult(Operation operation, Signed<OperationResult> answered, Books after) {
        OperationResult expected = new OperationResult(
                operation.id(),
                operation.digest(),
                operation.cardId(),
                books.balanceMinor(),
                after.balanceMinor(),
                after.counter(),
                operation.signingKey());
        require(answered.statement().equals(expected), "another result");
        require(
                TestKey.verifies(cardKey(), answered.statement().signingInput(), answered.signature()),
                "not the card's signature");
    }

    private CardPublicKey cardKey() {
        ResponseApdu answer =
                ResponseApdu.decode(card.transmit(CardCommands.certificate().encode()));
        return Signed.certificate(answer.data()).statement().key();
    }

    private void forgetChallenge() {
        business = null;
        challenge = null;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
