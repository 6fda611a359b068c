package io.sealcharge.card.software;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.KeyScheme;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ECDSA over P-256 for one card: Corretto's where it loads, the JDK's elsewhere. Keys are prepared once. */
final class CardCrypto {
    static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private static final Provider PROVIDER = provider();

    private final SecureRandom random;
    private final Map<IssuerKey, Optional<Signature>> verifiers = new HashMap<>();

    CardCrypto(SecureRandom random) {
        this.random = random;
    }

    private static Provider provider() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto.getLoadingError() == null ? corretto : Security.getProvider("SunEC");
    }

    static Provider ecProvider() {
        return PROVIDER;
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    CardKey makeKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            BigInteger scalar = ((ECPrivateKey) pair.getPrivate()).getS();
            EncodedPoint point = P256.encode(((ECPublicKey) pair.getPublic()).getW());
            return new CardKey(P256.bytes(scalar), CardPublicKey.certified(point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256", e);
        }
    }

    /** What signs with this key. */
    CardSigner signer(CardKey key) {
        return key.publicKey().scheme() == KeyScheme.CERTIFIED
                ? new StandardSigner(key, random)
                : new GeneratorSigner(key, random);
    }

    /** A signature or key that no issuer makes counts as wrong. */
    boolean verify(IssuerKey key, byte[] input, CardSignature signature) {
        Optional<Signature> verifier = verifiers.computeIfAbsent(key, CardCrypto::verifier);
        if (verifier.isEmpty()) {
            return false;
        }
        try {
            verifier.get().update(input);
            return verifier.get().verify(signature.bytes());
        } catch (GeneralSecurityException outOfRange) {
            verifiers.remove(key);
            return false;
        }
    }

    private static Optional<Signature> verifier(IssuerKey key) {
        if (!key.point().isOnCurve()) {
            return Optional.empty();
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM, PROVIDER);
            verifier.initVerify(P256.publicKey(key.point()));
            return Optional.of(verifier);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256", e);
        }
    }
}
