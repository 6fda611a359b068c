package io.sealcharge.card.protocol;

import java.security.MessageDigest;
import java.util.Arrays;

/** What both sides of a personalisation session do alike: keys, the chain of MACs, the number of the command. */
final class SecureSession implements AutoCloseable {
    static final int MAC_OBJECT = 2 + AesCmac.BLOCK;

    private static final int MAX_COMMANDS = 255;

    private final SessionKeys keys;
    private byte[] chain = new byte[AesCmac.BLOCK];
    private int command;

    SecureSession(TransportKey transport, SerialNumber serial, Nonce platform, Nonce card) {
        keys = SessionKeys.derive(transport, serial, platform, card);
    }

    /** Counts one more command. @throws SessionBrokenException after 255 of them */
    void nextCommand() {
        if (command == MAX_COMMANDS) {
            throw new SessionBrokenException("a session has at most " + MAX_COMMANDS + " commands");
        }
        command++;
    }

    byte[] encrypt(byte[] plaintext) {
        return keys.encrypt(command, plaintext);
    }

    byte[] decrypt(byte[] ciphertext) {
        return keys.decrypt(command, ciphertext);
    }

    /** Command data with its MAC behind it; the chain moves on. */
    byte[] protectCommand(PersonalisationStep step, byte[] data) {
        chain = commandMac(step, data);
        return withMac(data, chain);
    }

    /**
     * The data before the MAC; the chain moves on.
     *
     * @throws SessionBrokenException if the MAC is not the one expected
     */
    byte[] checkCommand(PersonalisationStep step, byte[] protectedData) {
        byte[] data = withoutMac(protectedData);
        byte[] expected = commandMac(step, data);
        requireMac(protectedData, expected);
        chain = expected;
        return data;
    }

    byte[] protectAnswer(byte[] data) {
        return withMac(data, keys.macOut(chain, data));
    }

    /** @throws SessionBrokenException if the MAC is not the one expected */
    byte[] checkAnswer(byte[] protectedData) {
        byte[] data = withoutMac(protectedData);
        requireMac(protectedData, keys.macOut(chain, data));
        return data;
    }

    private byte[] commandMac(PersonalisationStep step, byte[] data) {
        Instruction instruction = Instruction.PERSONALISE;
        byte[] header = {
            (byte) instruction.cla(), (byte) instruction.ins(), (byte) step.code(), 0, (byte) (data.length + MAC_OBJECT)
        };
        return keys.macIn(chain, header, data);
    }

    private static byte[] withMac(byte[] data, byte[] mac) {
        return new TlvWriter().append(data).put(Tags.MAC, mac).bytes();
    }

    /** @throws SessionBrokenException if no MAC object stands at the end */
    static byte[] withoutMac(byte[] protectedData) {
        int length = protectedData.length - MAC_OBJECT;
        if (length < 0 || protectedData[length] != (byte) Tags.MAC || protectedData[length + 1] != AesCmac.BLOCK) {
            throw new SessionBrokenException("a MAC must stand at the end");
        }
        return Arrays.copyOf(protectedData, length);
    }

    private static void requireMac(byte[] protectedData, byte[] expected) {
        byte[] found = Arrays.copyOfRange(protectedData, protectedData.length - AesCmac.BLOCK, protectedData.length);
        if (!MessageDigest.isEqual(found, expected)) {
            throw new SessionBrokenException("MAC differs");
        }
    }

    @Override
    public void close() {
        keys.close();
        Arrays.fill(chain, (byte) 0);
    }
}
