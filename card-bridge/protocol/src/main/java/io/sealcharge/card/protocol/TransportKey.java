package io.sealcharge.card.protocol;

import java.util.Arrays;

/** A blank card's AES-128 key, from which its session keys are made. A secret: prints as stars, wiped when closed. */
public final class TransportKey implements AutoCloseable {
    public static final int LENGTH = 16;

    private static final String LABEL = "SEALCHARGE-CARDTRANSPORT-v1";

    private final byte[] key;

    /** @param key which is copied; the caller wipes its own */
    public TransportKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new MalformedCardDataException("a transport key is 16 bytes");
        }
        this.key = key.clone();
    }

    /** What AES-CMAC under {@code card-transport} runs over: its 16 bytes are the card's transport key. */
    public static byte[] derivationInput(SerialNumber serial) {
        return SessionKeys.counterModeInput(LABEL, serial.bytes());
    }

    /** The key itself, which the caller wipes. */
    public byte[] bytes() {
        return key.clone();
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "***";
    }
}
