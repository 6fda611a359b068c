package io.sealcharge.load.card;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.util.function.UnaryOperator;

/** EXECUTE of a recharge of one minor unit by one card. */
final class MeasuredCard implements Measured {
    /** As often as a card of the test issuer can be recharged by one. */
    static final long MOST_CALLS = TestIssuer.LIMITS.maxBalanceMinor();

    private static final OperationContent RECHARGE =
            new ValueMove(Business.RECHARGE, TestIssuer.CNY, 1, Counterpart.account(new byte[16]));
    private static final byte[] INITIALIZE =
            CardCommands.initialize(Business.RECHARGE).encode();

    private final String name;
    private final KeyScheme scheme;
    private final UnaryOperator<byte[]> card;
    private final Runnable out;
    private final Issuer issuer;
    private byte[] command = {};
    private byte[] answer = {};

    private MeasuredCard(String name, KeyScheme scheme, UnaryOperator<byte[]> card, Runnable out, Issuer issuer) {
        this.name = name;
        this.scheme = scheme;
        this.card = card;
        this.out = out;
        this.issuer = issuer;
    }

    /**
     * Personalises a blank card and selects its application.
     *
     * @param card what sends it a command
     * @param out what takes it out of its reader
     */
    static MeasuredCard of(
            String name,
            KeyScheme scheme,
            SerialNumber serial,
            UnaryOperator<byte[]> card,
            Runnable out,
            Issuer issuer) {
        TestPersonaliser personaliser = new TestPersonaliser(
                apdu -> ResponseApdu.decode(card.apply(apdu.encode())),
                serial,
                TestIssuer.parameters(new CardId(serial.bytes())),
                scheme);
        personaliser.run();
        MeasuredCard measured = new MeasuredCard(name, scheme, card, out, issuer);
        measured.done(CardCommands.select());
        return measured;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public KeyScheme scheme() {
        return scheme;
    }

    @Override
    public void prepare() {
        answer = card.apply(INITIALIZE);
        check();
        InitializeAnswer initialized =
                InitializeAnswer.decode(ResponseApdu.decode(answer).data());
        command = CardCommands.execute(issuer.instruct(initialized, RECHARGE)).encode();
    }

    @Override
    public void call() {
        answer = card.apply(command);
    }

    @Override
    public void check() {
        ResponseApdu checked = ResponseApdu.decode(answer);
        if (!checked.isDone()) {
            throw new IllegalStateException("%s, %s: answered %04X".formatted(name, scheme, checked.sw()));
        }
    }

    private void done(CommandApdu apdu) {
        answer = card.apply(apdu.encode());
        check();
    }

    @Override
    public void close() {
        out.run();
    }
}
