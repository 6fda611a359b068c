package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardSignature;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;

/** Signs with the standard generator, as every provider does. */
final class StandardSigner implements CardSigner {
    private final Signature signer;

    StandardSigner(CardKey key, SecureRandom random) {
        try {
            signer = Signature.getInstance(CardCrypto.ALGORITHM, CardCrypto.ecProvider());
            signer.initSign(P256.privateKey(new BigInteger(1, key.privateKey())), random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256", e);
        }
    }

    @Override
    public CardSignature sign(byte[] input) {
        try {
            signer.update(input);
            return new CardSignature(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }
}
