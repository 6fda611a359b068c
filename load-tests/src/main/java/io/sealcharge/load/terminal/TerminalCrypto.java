package io.sealcharge.load.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The calculations behind envelopes, their objects used again and again: for one thread. */
public final class TerminalCrypto {
    static final int POINT_BYTES = 65;
    static final int COORDINATE_BYTES = 32;
    static final int TAG_BYTES = 16;

    /** SubjectPublicKeyInfo of a key on P-256 up to its uncompressed point (RFC 5480, 2). */
    private static final byte[] SPKI = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    /** Round, and after the shared secret: AlgorithmID A256GCM, no PartyUInfo and PartyVInfo, 256 bits (RFC 7518, 4.6.2). */
    private static final byte[] ROUND = {0, 0, 0, 1};

    private static final byte[] OTHER_INFO = ByteBuffer.allocate(4 + 7 + 4 + 4 + 4)
            .putInt(7)
            .put("A256GCM".getBytes(StandardCharsets.US_ASCII))
            .putInt(0)
            .putInt(0)
            .putInt(256)
            .array();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPairGenerator generator;
    private final KeyFactory keys;
    private final KeyAgreement agreement;
    private final Cipher cipher;
    private final MessageDigest sha256;

    public TerminalCrypto() {
        try {
            generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = KeyFactory.getInstance("EC");
            agreement = KeyAgreement.getInstance("ECDH");
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks what envelopes need", e);
        }
    }

    KeyPair newKeyPair() {
        return generator.generateKeyPair();
    }

    /** 04, x, y of a key on P-256. */
    static byte[] point(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    }

    static byte[] point(byte[] x, byte[] y) {
        byte[] point = new byte[POINT_BYTES];
        point[0] = 4;
        System.arraycopy(x, 0, point, 1, COORDINATE_BYTES);
        System.arraycopy(y, 0, point, 1 + COORDINATE_BYTES, COORDINATE_BYTES);
        return point;
    }

    static String x(byte[] point) {
        return base64url(Arrays.copyOfRange(point, 1, 1 + COORDINATE_BYTES));
    }

    static String y(byte[] point) {
        return base64url(Arrays.copyOfRange(point, 1 + COORDINATE_BYTES, POINT_BYTES));
    }

    static String base64url(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }

    /** @throws GeneralSecurityException if it is no point on the curve */
    PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + POINT_BYTES);
        System.arraycopy(point, 0, encoded, SPKI.length, POINT_BYTES);
        return keys.generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** The SHA-256 thumbprint of a key (RFC 7638, 3.2), in base64url. */
    String thumbprint(byte[] point) {
        String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x(point) + "\",\"y\":\"" + y(point) + "\"}";
        return base64url(sha256.digest(members.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The content key of ECDH-ES with A256GCM (RFC 7518, 4.6). */
    SecretKeySpec contentKey(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
        agreement.init(mine);
        agreement.doPhase(theirs, true);
        byte[] secret = agreement.generateSecret();
        sha256.update(ROUND);
        sha256.update(secret);
        Arrays.fill(secret, (byte) 0);
        byte[] key = sha256.digest(OTHER_INFO);
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * A256GCM.
     *
     * @param mode of {@link Cipher}
     * @return ciphertext and tag, or the plaintext, which the caller wipes
     */
    byte[] gcm(int mode, SecretKeySpec key, byte[] iv, byte[] additionalData, byte[] input)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, iv));
        cipher.updateAAD(additionalData);
        return cipher.doFinal(input);
    }
}
