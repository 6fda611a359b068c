package io.sealcharge.card.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The three AES-128 keys of one personalisation session: SP 800-108 in counter mode with CMAC over both nonces. */
final class SessionKeys implements AutoCloseable {
    private final byte[] encryption;
    private final byte[] macIn;
    private final byte[] macOut;

    private SessionKeys(byte[] encryption, byte[] macIn, byte[] macOut) {
        this.encryption = encryption;
        this.macIn = macIn;
        this.macOut = macOut;
    }

    static SessionKeys derive(TransportKey transport, SerialNumber serial, Nonce platform, Nonce card) {
        byte[] key = transport.bytes();
        byte[][] context = {serial.bytes(), platform.bytes(), card.bytes()};
        try {
            return new SessionKeys(
                    AesCmac.mac(key, counterModeInput("SEALCHARGE-PERSO-ENC-v1", context)),
                    AesCmac.mac(key, counterModeInput("SEALCHARGE-PERSO-MACIN-v1", context)),
                    AesCmac.mac(key, counterModeInput("SEALCHARGE-PERSO-MACOUT-v1", context)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The first block's input: counter 1, label, zero byte, context, and the 128 bits that are wanted. */
    static byte[] counterModeInput(String label, byte[]... context) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(1);
        input.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        input.write(0);
        for (byte[] part : context) {
            input.writeBytes(part);
        }
        input.write(0);
        input.write(128);
        return input.toByteArray();
    }

    byte[] encrypt(int command, byte[] plaintext) {
        return AesCmac.encrypt(encryption, iv(command), plaintext);
    }

    byte[] decrypt(int command, byte[] ciphertext) {
        return AesCmac.decrypt(encryption, iv(command), ciphertext);
    }

    /** The next link of the chain of commands. */
    byte[] macIn(byte[] chain, byte[] header, byte[] data) {
        return AesCmac.mac(macIn, chain, header, data);
    }

    byte[] macOut(byte[] chain, byte[] data) {
        return AesCmac.mac(macOut, chain, data, new byte[] {(byte) 0x90, 0x00});
    }

    private byte[] iv(int command) {
        byte[] number = new byte[AesCmac.BLOCK];
        number[AesCmac.BLOCK - 1] = (byte) command;
        return AesCmac.encryptBlock(encryption, number);
    }

    @Override
    public void close() {
        Arrays.fill(encryption, (byte) 0);
        Arrays.fill(macIn, (byte) 0);
        Arrays.fill(macOut, (byte) 0);
    }
}
