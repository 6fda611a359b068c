package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacardx.crypto.Cipher;

/**
 * The session between the platform's token and a blank card: keys derived from the transport key and both sides' nonces (SP 800-108 in counter mode
 * with CMAC), a MAC chained from command to command, a MAC on each answer, and AES-CBC for the private key that passes. All of it in memory that
 * is gone when the card is deselected.
 */
final class SecureChannel {
    static final short NONCE_LENGTH = 16;
    static final short KEY_LENGTH = 16;

    private static final short COMMAND = 0;
    private static final short OPEN = 1;
    private static final short STATE_LENGTH = 2;
    private static final byte IS_OPEN = 1;
    private static final byte LAST_COMMAND = (byte) 0xFF;
    private static final short HEADER_LENGTH = 5;
    private static final byte FIRST_BLOCK = 0x01;
    private static final byte PADDING = (byte) 0x80;

    /** 128 bits of key. */
    private static final byte[] KEY_BITS = {0x00, (byte) 0x80};

    private static final byte[] DONE = {(byte) 0x90, 0x00};

    private final AESKey transportKey =
            (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
    private final AESKey encryptionKey = makeSessionKey();
    private final AESKey macInKey = makeSessionKey();
    private final AESKey macOutKey = makeSessionKey();
    private final Cipher cbc = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
    private final Cmac cmac = new Cmac(cbc);
    private final byte[] chain = JCSystem.makeTransientByteArray(Cmac.LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] work = JCSystem.makeTransientByteArray(Cmac.LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] state = JCSystem.makeTransientByteArray(STATE_LENGTH, JCSystem.CLEAR_ON_DESELECT);

    private static AESKey makeSessionKey() {
        return (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_AES_128, false);
    }

    /** At install. */
    void setTransportKey(byte[] from, short at) {
        transportKey.setKey(from, at);
    }

    /** The card is personalised: nobody opens a session again. Inside a transaction. */
    void destroyTransportKey() {
        transportKey.clearKey();
    }

    boolean isOpen() {
        return state[OPEN] == IS_OPEN;
    }

    void open(byte[] serial, byte[] platformNonce, short platformAt, byte[] cardNonce, short cardAt) {
        derive(KeyLabels.ENCRYPTION, serial, platformNonce, platformAt, cardNonce, cardAt, encryptionKey);
        derive(KeyLabels.MAC_IN, serial, platformNonce, platformAt, cardNonce, cardAt, macInKey);
        derive(KeyLabels.MAC_OUT, serial, platformNonce, platformAt, cardNonce, cardAt, macOutKey);
        Util.arrayFillNonAtomic(chain, (short) 0, Cmac.LENGTH, (byte) 0);
        state[COMMAND] = 0;
        state[OPEN] = IS_OPEN;
    }

    void close() {
        encryptionKey.clearKey();
        macInKey.clearKey();
        macOutKey.clearKey();
        Util.arrayFillNonAtomic(chain, (short) 0, Cmac.LENGTH, (byte) 0);
        state[COMMAND] = 0;
        state[OPEN] = 0;
    }

    /** Checks that a MAC ends the command, and that it is the right one over header and data before it. */
    void requireMac(byte[] buffer, short data, short macField) {
        requireMac(state[COMMAND] != LAST_COMMAND
                && buffer[macField] == Tags.MAC
                && buffer[(short) (macField + 1)] == (byte) Cmac.LENGTH);
        state[COMMAND]++;
        cmac.begin();
        cmac.add(chain, (short) 0, Cmac.LENGTH);
        cmac.add(buffer, (short) (data - HEADER_LENGTH), (short) (macField - data + HEADER_LENGTH));
        cmac.end(macInKey, chain, (short) 0);
        byte difference = 0;
        short mac = (short) (macField + Operation.HEADER);
        for (short i = 0; i < Cmac.LENGTH; i++) {
            difference |= (byte) (chain[i] ^ buffer[(short) (mac + i)]);
        }
        requireMac(difference == 0);
    }

    private static void requireMac(boolean right) {
        if (!right) {
            ISOException.throwIt(StatusWords.MAC);
        }
    }

    /** Writes the MAC of an answer behind it. */
    short addMac(byte[] answer, short length) {
        cmac.begin();
        cmac.add(chain, (short) 0, Cmac.LENGTH);
        cmac.add(answer, (short) 0, length);
        cmac.add(DONE, (short) 0, (short) 2);
        short mac = Tlv.header(answer, length, Tags.MAC, Cmac.LENGTH);
        cmac.end(macOutKey, answer, mac);
        return (short) (mac + Cmac.LENGTH);
    }

    /**
     * Opens a cryptogram in place and takes its padding off (ISO/IEC 9797-1, method 2).
     *
     * @return where the plaintext ends
     */
    short decrypt(byte[] buffer, short at, short length) {
        Util.arrayFillNonAtomic(work, (short) 0, Cmac.LENGTH, (byte) 0);
        work[(short) (Cmac.LENGTH - 1)] = state[COMMAND];
        cbc.init(encryptionKey, Cipher.MODE_ENCRYPT);
        cbc.doFinal(work, (short) 0, Cmac.LENGTH, work, (short) 0);
        cbc.init(encryptionKey, Cipher.MODE_DECRYPT, work, (short) 0, Cmac.LENGTH);
        cbc.doFinal(buffer, at, length, buffer, at);
        short last = (short) (at + length - 1);
        while (last > at && buffer[last] == 0) {
            last--;
        }
        requireMac(buffer[last] == PADDING && (short) (at + length - last) <= Cmac.LENGTH);
        return last;
    }

    private void derive(
            byte[] label, byte[] serial, byte[] platform, short platformAt, byte[] own, short ownAt, AESKey key) {
        cmac.begin();
        cmac.addByte(FIRST_BLOCK);
        cmac.add(label, (short) 0, (short) label.length);
        cmac.addByte((byte) 0);
        cmac.add(serial, (short) 0, Identity.SERIAL_LENGTH);
        cmac.add(platform, platformAt, NONCE_LENGTH);
        cmac.add(own, ownAt, NONCE_LENGTH);
        cmac.add(KEY_BITS, (short) 0, (short) 2);
        cmac.end(transportKey, work, (short) 0);
        key.setKey(work, (short) 0);
        Util.arrayFillNonAtomic(work, (short) 0, KEY_LENGTH, (byte) 0);
    }
}
