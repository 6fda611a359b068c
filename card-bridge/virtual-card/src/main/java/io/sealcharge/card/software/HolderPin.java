package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardInfo;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The holder's PIN and how often it may still be tried. A secret: prints as stars.
 *
 * @param block ISO 9564-1 format 2; null while the holder has chosen none
 * @param triesLeft 0 to 3
 */
record HolderPin(byte @Nullable [] block, int triesLeft) {
    static final HolderPin NONE = new HolderPin(null, 0);

    static HolderPin chosen(byte[] block) {
        return new HolderPin(block.clone(), CardInfo.MAX_TRIES);
    }

    boolean isChosen() {
        return block != null;
    }

    HolderPin withTries(int left) {
        return new HolderPin(block, left);
    }

    boolean matches(byte[] other) {
        return block != null && MessageDigest.isEqual(block, other);
    }

    /** Tries as card info shows them. */
    int shownTries() {
        return isChosen() ? triesLeft : CardInfo.NO_PIN;
    }

    @Override
    public String toString() {
        return "***";
    }
}
