package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardSignature;
import org.jspecify.annotations.Nullable;

/** Signs with whatever key the card has now; the key is prepared once. */
final class OwnSignature {
    private final CardMemory memory;
    private final CardCrypto crypto;
    private @Nullable CardKey preparedFor;
    private @Nullable CardSigner signer;

    OwnSignature(CardMemory memory, CardCrypto crypto) {
        this.memory = memory;
        this.crypto = crypto;
    }

    CardSignature sign(byte[] input) {
        CardKey key = memory.read().cardKey();
        CardSigner prepared = signer;
        if (prepared == null || !key.equals(preparedFor)) {
            prepared = crypto.signer(key);
            signer = prepared;
            preparedFor = key;
        }
        return prepared.sign(input);
    }
}
