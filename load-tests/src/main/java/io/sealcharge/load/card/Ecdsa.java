package io.sealcharge.load.card;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/** P-256 with Corretto where it loads, with the JDK elsewhere. */
final class Ecdsa {
    static final Provider PROVIDER = provider();

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private Ecdsa() {}

    private static Provider provider() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto.getLoadingError() == null ? corretto : Security.getProvider("SunEC");
    }

    static Signature signer(byte[] secret) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM, PROVIDER);
        signer.initSign(privateKey(new BigInteger(1, secret)));
        return signer;
    }

    static Signature verifier(EncodedPoint point) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM, PROVIDER);
        verifier.initVerify(publicKey(point));
        return verifier;
    }

    static PrivateKey privateKey(BigInteger scalar) throws GeneralSecurityException {
        return factory().generatePrivate(new ECPrivateKeySpec(scalar, curve()));
    }

    static PublicKey publicKey(EncodedPoint point) throws GeneralSecurityException {
        return factory().generatePublic(new ECPublicKeySpec(new ECPoint(point.x(), point.y()), curve()));
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", PROVIDER);
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
