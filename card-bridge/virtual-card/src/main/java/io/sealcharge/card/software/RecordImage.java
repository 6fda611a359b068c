package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TlvReader;
import io.sealcharge.card.protocol.TlvWriter;
import io.sealcharge.card.protocol.TransportKey;
import java.nio.ByteBuffer;

/** A card's persistent memory as bytes: canonical TLV with tags of its own, objects that are not there left out. */
final class RecordImage {
    private static final int VERSION = 0x80;
    private static final int SERIAL = 0x81;
    private static final int STATE = 0x82;
    private static final int TRANSPORT = 0x83;
    private static final int PARAMETERS = 0x84;
    private static final int ISSUER_KEY = 0x85;
    private static final int HIGHEST_EPOCHS = 0x86;
    private static final int KEY = 0xA7;
    private static final int PRIVATE_KEY = 0x80;
    private static final int SCHEME = 0x81;
    private static final int POINT = 0x82;
    private static final int GENERATOR = 0x83;
    private static final int CERTIFICATE = 0x88;
    private static final int NUMBERS = 0x89;
    private static final int PIN = 0x8A;
    private static final int LAST = 0xAB;
    private static final int LAST_ID = 0x80;
    private static final int LAST_DIGEST = 0x81;
    private static final int LAST_RESULT = 0x82;

    private static final int CURRENT_VERSION = 1;
    private static final int NUMBERS_BYTES = 6 * Long.BYTES + 1;

    private RecordImage() {}

    /** The purse behind all that stands before it. */
    static byte[] encode(byte[] unchanging, Purse purse) {
        TlvWriter writer = new TlvWriter().append(unchanging);
        writePurse(purse, writer);
        return writer.bytes();
    }

    /** All but the purse. */
    static byte[] unchanging(CardRecord card) {
        TlvWriter writer = new TlvWriter()
                .put(VERSION, CURRENT_VERSION)
                .put(SERIAL, card.serial())
                .put(STATE, card.state().code());
        if (card.transport() != null) {
            writer.put(TRANSPORT, card.transport().bytes());
        }
        if (card.parameters() != null) {
            writer.put(PARAMETERS, card.parameters().encode());
        }
        card.issuerKeys().keys().forEach(key -> writer.put(ISSUER_KEY, key.encode()));
        writer.put(HIGHEST_EPOCHS, highestEpochs(card.issuerKeys()));
        if (card.key() != null) {
            writer.put(KEY, key(card.key()));
        }
        if (card.certificate() != null) {
            writer.put(CERTIFICATE, card.certificate().encode());
        }
        return writer.bytes();
    }

    private static byte[] highestEpochs(IssuerKeys keys) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(keys.highestOperationEpoch())
                .putInt(keys.highestAdminEpoch())
                .array();
    }

    private static TlvWriter key(CardKey key) {
        return new TlvWriter()
                .put(PRIVATE_KEY, key.privateKey())
                .put(SCHEME, key.publicKey().scheme().code())
                .put(POINT, key.publicKey().point())
                .put(GENERATOR, key.publicKey().generator());
    }

    private static void writePurse(Purse purse, TlvWriter writer) {
        byte[] numbers = ByteBuffer.allocate(NUMBERS_BYTES)
                .putLong(purse.balanceMinor())
                .putLong(purse.counter())
                .putLong(purse.debitedWithoutPinMinor())
                .putLong(purse.limits().maxBalanceMinor())
                .putLong(purse.limits().maxAmountMinor())
                .putLong(purse.limits().pinFreeMinor())
                .put((byte) purse.pin().triesLeft())
                .array();
        writer.put(NUMBERS, numbers);
        byte[] block = purse.pin().block();
        if (block != null) {
            writer.put(PIN, block);
        }
        LastOperation last = purse.last();
        if (last != null) {
            writer.put(
                    LAST,
                    new TlvWriter()
                            .put(LAST_ID, last.id())
                            .put(LAST_DIGEST, last.digest())
                            .put(LAST_RESULT, last.signedResult()));
        }
    }

    /** @throws MalformedCardDataException if the bytes are no card's memory */
    static CardRecord decode(byte[] image) {
        TlvReader reader = TlvReader.of(image);
        if (reader.byteValue(VERSION) != CURRENT_VERSION) {
            throw new MalformedCardDataException("another version of the card's memory");
        }
        SerialNumber serial = new SerialNumber(reader.value(SERIAL));
        CardState state = CardState.of(reader.byteValue(STATE));
        TransportKey transport = has(reader, TRANSPORT) ? new TransportKey(reader.value(TRANSPORT)) : null;
        CardParameters parameters = has(reader, PARAMETERS) ? CardParameters.decode(reader.value(PARAMETERS)) : null;
        IssuerKeys issuerKeys = readIssuerKeys(reader);
        CardKey key = has(reader, KEY) ? readKey(reader.template(KEY)) : null;
        var certificate = has(reader, CERTIFICATE) ? Signed.certificate(reader.value(CERTIFICATE)) : null;
        Purse purse = readPurse(reader);
        reader.requireEnd();
        return new CardRecord(serial, state, transport, parameters, issuerKeys, key, certificate, purse);
    }

    private static boolean has(TlvReader reader, int tag) {
        return !reader.atEnd() && reader.peekTag() == tag;
    }

    private static IssuerKeys readIssuerKeys(TlvReader reader) {
        IssuerKeys keys = IssuerKeys.NONE;
        while (has(reader, ISSUER_KEY)) {
            keys = keys.with(IssuerKey.decode(reader.value(ISSUER_KEY)));
        }
        ByteBuffer highest = ByteBuffer.wrap(reader.value(HIGHEST_EPOCHS, 2 * Integer.BYTES));
        return new IssuerKeys(keys.keys(), highest.getInt(), highest.getInt());
    }

    private static CardKey readKey(TlvReader reader) {
        byte[] privateKey = reader.value(PRIVATE_KEY);
        KeyScheme scheme = KeyScheme.of(reader.byteValue(SCHEME));
        EncodedPoint point = new EncodedPoint(reader.value(POINT));
        EncodedPoint generator = new EncodedPoint(reader.value(GENERATOR));
        reader.requireEnd();
        return new CardKey(privateKey, new CardPublicKey(scheme, point, generator));
    }

    private static Purse readPurse(TlvReader reader) {
        ByteBuffer numbers = ByteBuffer.wrap(reader.value(NUMBERS, NUMBERS_BYTES));
        long balance = numbers.getLong();
        long counter = numbers.getLong();
        long withoutPin = numbers.getLong();
        Limits limits = new Limits(numbers.getLong(), numbers.getLong(), numbers.getLong());
        int tries = numbers.get();
        HolderPin pin = new HolderPin(has(reader, PIN) ? reader.value(PIN) : null, tries);
        LastOperation last = has(reader, LAST) ? readLast(reader.template(LAST)) : null;
        return new Purse(balance, counter, withoutPin, limits, pin, last);
    }

    private static LastOperation readLast(TlvReader reader) {
        OperationId id = new OperationId(reader.value(LAST_ID));
        OperationDigest digest = new OperationDigest(reader.value(LAST_DIGEST));
        LastOperation last = new LastOperation(id, digest, reader.value(LAST_RESULT));
        reader.requireEnd();
        return last;
    }
}
