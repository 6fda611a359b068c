package io.sealcharge.card.simulator;

import java.util.Arrays;
import javacard.framework.JCSystem;
import javacard.security.AESKey;
import javacard.security.CryptoException;
import javacard.security.KeyBuilder;

/** An AES key in one array: whether it is set, and its bytes. A transient one is unset when its memory is cleared, never a key of zeros. */
final class AesCardKey implements AESKey {
    private static final byte SET = 1;

    private final byte type;
    private final short bits;
    private final byte[] memory;

    AesCardKey(byte type, short bits) {
        this.type = type;
        this.bits = bits;
        short length = (short) (1 + bits / 8);
        this.memory = switch (type) {
            case KeyBuilder.TYPE_AES_TRANSIENT_RESET ->
                JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_RESET);
            case KeyBuilder.TYPE_AES_TRANSIENT_DESELECT ->
                JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_DESELECT);
            default -> new byte[length];
        };
    }

    /** The array that holds all there is to keep. */
    byte[] memory() {
        return memory;
    }

    @Override
    public void setKey(byte[] from, short offset) {
        beforeWrite();
        System.arraycopy(from, offset, memory, 1, memory.length - 1);
        memory[0] = SET;
        afterWrite();
    }

    @Override
    public byte getKey(byte[] to, short offset) {
        if (!isInitialized()) {
            throw new CryptoException(CryptoException.UNINITIALIZED_KEY);
        }
        System.arraycopy(memory, 1, to, offset, memory.length - 1);
        return (byte) (memory.length - 1);
    }

    @Override
    public void clearKey() {
        beforeWrite();
        Arrays.fill(memory, (byte) 0);
        afterWrite();
    }

    private void beforeWrite() {
        if (type == KeyBuilder.TYPE_AES) {
            CardRuntime.current().beforeWrite(memory.length);
        }
    }

    private void afterWrite() {
        if (type == KeyBuilder.TYPE_AES) {
            CardRuntime.current().tearPoint();
        }
    }

    @Override
    public boolean isInitialized() {
        return memory[0] == SET;
    }

    @Override
    public byte getType() {
        return type;
    }

    @Override
    public short getSize() {
        return bits;
    }
}
