package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Keys and contents for the tests; RSA keys are slow to make and are made once. */
final class Samples {
    static final String PIN = "738201946527301846";
    static final String SHARED_KID = "0b9f2c34-6f0e-4d53-9c1f-1f0a6a2b7c11.1";
    static final String PHONE = "+8613800138000";
    static final Instant EXPIRY = Instant.parse("2026-11-22T08:00:00.000Z");
    static final KeyPair RECHARGE_PAIR = ecPair();
    static final KeyPair SIGNING_PAIR = ecPair();

    private static final Map<KeyEncryption, TerminalPrivateKey> TERMINAL_KEYS = new EnumMap<>(KeyEncryption.class);

    private Samples() {}

    static synchronized TerminalPrivateKey terminalKey(KeyEncryption encryption) {
        return TERMINAL_KEYS.computeIfAbsent(encryption, TerminalPrivateKey::generate);
    }

    static Pin pin() {
        return new Pin(PIN.getBytes(StandardCharsets.US_ASCII));
    }

    static VoucherSecret voucher(TerminalPublicKey key) {
        return new VoucherSecret(pin(), "1234567890123456", 5000, "CNY", EXPIRY, "order-1", key.thumbprint());
    }

    static VoucherSecret voucher(SharedKey key) {
        return new VoucherSecret(pin(), "1234567890123456", 5000, "CNY", EXPIRY, "order-1", key.kid());
    }

    static SharedKey sharedKey(SharedKey.Direction direction, int seed) {
        byte[] bytes = new byte[SharedKey.LENGTH];
        new Random(seed).nextBytes(bytes);
        return new SharedKey(SHARED_KID, direction, bytes);
    }

    static TerminalKeys terminalKeys(TerminalPublicKey key) {
        return new TerminalKeys(
                "register-1",
                key.thumbprint(),
                sharedKey(SharedKey.Direction.TO_TERMINAL, 1),
                sharedKey(SharedKey.Direction.TO_PLATFORM, 2));
    }

    static RechargeContent recharge() {
        return new RechargeContent(pin(), PHONE, "recharge-1");
    }

    static RechargeKey rechargeKey() {
        P256Point point = P256Point.of((ECPublicKey) RECHARGE_PAIR.getPublic());
        return new RechargeKey(
                point.thumbprint(), point, "https://platform.test", "recharge-1", "channel-1", "terminal-1", EXPIRY);
    }

    static EnvelopeOpener opener() {
        return new SoftwareEnvelopeOpener((ECPrivateKey) RECHARGE_PAIR.getPrivate());
    }

    static String signingKid() {
        return P256Point.of((ECPublicKey) SIGNING_PAIR.getPublic()).thumbprint();
    }

    static PinnedKeys pins() {
        return PinnedKeys.parse(jwks((ECPublicKey) SIGNING_PAIR.getPublic()));
    }

    static String jwks(ECPublicKey key) {
        P256Point point = P256Point.of(key);
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"%s\"}]}"
                .formatted(point.x(), point.y(), point.thumbprint());
    }

    static String statement(RechargeKey key) {
        byte[] input = RechargeKeyStatement.signingInput(key, signingKid());
        return RechargeKeyStatement.assemble(input, sign(input));
    }

    static byte[] sign(byte[] input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(SIGNING_PAIR.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ecPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
