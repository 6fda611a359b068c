package io.sealcharge.card.simulator;

import java.security.SecureRandom;
import java.util.Random;

/** Random numbers that are the same each time, so that two runs of one command leave the same memory to the last bit. */
final class RepeatableRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final Random source;

    RepeatableRandom(long seed) {
        this.source = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
