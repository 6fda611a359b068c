package io.sealcharge.card.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.PinBlock;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A card with the platform's half of every business around it; each answer's signature is checked. */
public final class DrivenCard {
    public static final Counterpart ACCOUNT =
            Counterpart.account("an account's id.".getBytes(StandardCharsets.US_ASCII));

    private static final byte NONCE_FILLER = 0x4E;

    private final CardUnderTest card;
    private final @Nullable CardId id;
    private final @Nullable CardPublicKey key;
    private long operations;

    /** A blank card. */
    public DrivenCard(CardUnderTest card) {
        this.card = card;
        this.id = null;
        this.key = null;
    }

    public DrivenCard(CardUnderTest card, CardId id, CardPublicKey key) {
        this.card = card;
        this.id = id;
        this.key = key;
    }

    public CardUnderTest card() {
        return card;
    }

    public CardId id() {
        return Objects.requireNonNull(id, "blank");
    }

    public CardPublicKey key() {
        return Objects.requireNonNull(key, "blank");
    }

    public ResponseApdu send(CommandApdu command) {
        return ResponseApdu.decode(card.transmit(command.encode()));
    }

    /** Sends what must be done. @return the answer's data */
    public byte[] done(CommandApdu command) {
        ResponseApdu answer = send(command);
        assertThat(answer.sw()).as("%s", command).isEqualTo(StatusWord.DONE.code());
        return answer.data();
    }

    /** Sends what must be refused with this word, without data. */
    public void refused(CommandApdu command, StatusWord word) {
        refused(command, word.code());
    }

    public void refused(CommandApdu command, int sw) {
        ResponseApdu answer = send(command);
        assertThat(Integer.toHexString(answer.sw())).as("%s", command).isEqualTo(Integer.toHexString(sw));
        assertThat(answer.data()).as("%s", command).isEmpty();
    }

    public DrivenCard select() {
        done(CardCommands.select());
        return this;
    }

    /** Power away and back, then SELECT. */
    public DrivenCard restart() {
        card.powerCycle();
        return select();
    }

    public InitializeAnswer initialize(Business business) {
        return InitializeAnswer.decode(done(CardCommands.initialize(business)));
    }

    public OperationId nextId() {
        operations++;
        return new OperationId(ByteBuffer.allocate(OperationId.LENGTH)
                .putLong(1)
                .putLong(operations)
                .array());
    }

    /** An operation for what the card has just said, with the usual key. */
    public Operation operation(InitializeAnswer answer, OperationContent content) {
        return operation(answer, content, usualKey(content.business()));
    }

    public Operation operation(InitializeAnswer answer, OperationContent content, KeyReference signingKey) {
        return new Operation(answer.cardId(), nextId(), answer.counter(), answer.challenge(), signingKey, content);
    }

    public static KeyReference usualKey(Business business) {
        return business.isAdministration() ? TestIssuer.ADMIN_KEY : TestIssuer.OPERATION_KEY;
    }

    /** INITIALIZE, for a transfer TRANSFER REQUEST too, and the operation that EXECUTE would apply, not yet signed. */
    public Operation prepare(OperationContent content) {
        InitializeAnswer answer = initialize(content.business());
        if (!(content instanceof ValueMove move && move.business().isTransfer())) {
            return operation(answer, content);
        }
        return requestTransfer(move).statement();
    }

    public Signed<Operation> requestTransfer(ValueMove move) {
        TransferRequest request =
                new TransferRequest(nextId(), TestIssuer.OPERATION_KEY, move.amountMinor(), move.counterpart());
        Signed<Operation> made = Signed.operation(done(CardCommands.requestTransfer(move.business(), request)));
        assertThat(made.statement().content()).isEqualTo(move);
        assertThat(made.statement().id()).isEqualTo(request.operationId());
        assertThat(TestKey.verifies(key(), made.statement().transferInput(), made.signature()))
                .isTrue();
        return made;
    }

    /** The whole business. @return what the card answered, verified */
    public OperationResult apply(OperationContent content) {
        return execute(TestIssuer.sign(prepare(content)));
    }

    public OperationResult execute(Signed<Operation> operation) {
        OperationResult result = verifiedResult(done(CardCommands.execute(operation)));
        assertThat(result.operationId()).isEqualTo(operation.statement().id());
        assertThat(result.digest()).isEqualTo(operation.statement().digest());
        assertThat(result.counterAfter()).isEqualTo(operation.statement().counter() + 1);
        assertThat(result.signingKey()).isEqualTo(operation.statement().signingKey());
        return result;
    }

    public OperationResult lastResult() {
        return verifiedResult(done(CardCommands.lastResult()));
    }

    private OperationResult verifiedResult(byte[] answer) {
        Signed<OperationResult> signed = Signed.result(answer);
        OperationResult result = signed.statement();
        assertThat(TestKey.verifies(key(), result.signingInput(), signed.signature()))
                .as("the card's signature over its result")
                .isTrue();
        assertThat(result.cardId()).isEqualTo(id());
        return result;
    }

    public CardStatus status(OperationId asked) {
        byte[] filler = new byte[Nonce.LENGTH];
        Arrays.fill(filler, NONCE_FILLER);
        Nonce nonce = new Nonce(filler);
        Signed<CardStatus> signed = Signed.status(done(CardCommands.signedStatus(asked, nonce)));
        CardStatus status = signed.statement();
        assertThat(TestKey.verifies(key(), status.signingInput(), signed.signature()))
                .as("the card's signature over its status")
                .isTrue();
        assertThat(status.askedOperationId()).isEqualTo(asked);
        assertThat(status.nonce()).isEqualTo(nonce);
        return status;
    }

    public static ValueMove move(Business business, long amountMinor) {
        return new ValueMove(business, TestIssuer.CNY, amountMinor, ACCOUNT);
    }

    public static PinBlock pin(String digits) {
        return PinBlock.of(digits.toCharArray());
    }

    /** All that the card shows without forgetting anything: equal before and after a command that changed nothing. */
    public List<ResponseApdu> visible() {
        List<ResponseApdu> shown = new ArrayList<>();
        shown.add(send(CardCommands.cardInfo()));
        shown.add(send(CardCommands.limits()));
        shown.add(send(CardCommands.issuerKeys()));
        shown.add(send(CardCommands.certificate()));
        shown.add(send(CardCommands.balance()));
        shown.add(send(CardCommands.lastResult()));
        shown.add(send(CardCommands.pinState()));
        return shown;
    }
}
