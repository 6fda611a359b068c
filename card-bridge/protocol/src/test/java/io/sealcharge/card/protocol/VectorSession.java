package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/** A personalisation session with given keys and nonces, both sides of it: each opens what the other has closed. */
final class VectorSession {
    private static final CardParameters PARAMETERS = new CardParameters(
            CardId.parse("6226880000000001"),
            IssuerId.parse("62268800"),
            new CurrencyNumber(156),
            new Limits(100_000, 50_000, 5_000));

    private VectorSession() {}

    /** @param bytes transport key, serial number, platform's nonce, card's nonce */
    static String transcript(byte[] bytes) {
        TransportKey transport = new TransportKey(Arrays.copyOf(bytes, 16));
        SerialNumber serial = new SerialNumber(Arrays.copyOfRange(bytes, 16, 24));
        Nonce platform = new Nonce(Arrays.copyOfRange(bytes, 24, 40));
        Nonce fresh = new Nonce(Arrays.copyOfRange(bytes, 40, 56));
        StringJoiner shown = new StringJoiner(", ");
        CardSession card = new CardSession(transport, serial, platform, fresh);
        ResponseApdu first = ResponseApdu.done(card.firstAnswer());
        shown.add(hex(PlatformSession.begin(platform).encode())).add(hex(first.encode()));
        PlatformSession session = PlatformSession.open(transport, serial, platform, first);

        CommandApdu store = session.storeParameters(PARAMETERS);
        byte[] opened = card.open(PersonalisationStep.STORE_PARAMETERS, store.data());
        ResponseApdu acknowledged = ResponseApdu.done(card.acknowledge());
        session.acknowledged(acknowledged);
        require(CardParameters.decode(opened).equals(PARAMETERS));
        shown.add(hex(store.encode())).add(hex(acknowledged.encode()));

        VectorSigner key = VectorSigner.withGenerator(77);
        DerivedCardKey derived = new DerivedCardKey(key.secret(), CardPublicKey.derived(key.point(), key.generator()));
        CommandApdu send = session.storeCardKey(derived);
        DerivedCardKey received = card.derivedKey(card.open(PersonalisationStep.STORE_CARD_KEY, send.data()));
        ResponseApdu answer = ResponseApdu.done(card.answer(received.publicKey().point()));
        require(session.cardKey(answer).equals(key.point()));
        require(Arrays.equals(received.privateKey(), key.secret()));
        return shown.add(hex(send.encode())).add(hex(answer.encode())).toString();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("the session's sides differ");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
