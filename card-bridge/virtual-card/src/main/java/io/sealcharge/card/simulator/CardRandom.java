package io.sealcharge.card.simulator;

import java.security.SecureRandom;
import javacard.security.RandomData;

/** Random numbers from the generator that the card was given. */
final class CardRandom extends RandomData {
    private final byte algorithm;
    private final SecureRandom random;

    CardRandom(byte algorithm, SecureRandom random) {
        this.algorithm = algorithm;
        this.random = random;
    }

    @Override
    @Deprecated // by Java Card 3.0.5; cards of 3.0.4 have no other
    public void generateData(byte[] buffer, short offset, short length) {
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        System.arraycopy(drawn, 0, buffer, offset, length);
    }

    @Override
    public short nextBytes(byte[] buffer, short offset, short length) {
        generateData(buffer, offset, length);
        return (short) (offset + length);
    }

    @Override
    public void setSeed(byte[] buffer, short offset, short length) {
        byte[] seed = new byte[length];
        System.arraycopy(buffer, offset, seed, 0, length);
        random.setSeed(seed);
    }

    @Override
    public byte getAlgorithm() {
        return algorithm;
    }
}
