package io.sealcharge.card.testkit;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransportKey;
import java.util.Arrays;

/** An issuer whose keys the tests know. */
public final class TestIssuer {
    public static final IssuerId ISSUER = IssuerId.parse("62268800");
    public static final CurrencyNumber CNY = new CurrencyNumber(156);
    public static final Limits LIMITS = new Limits(100_000, 50_000, 5_000);
    public static final KeyReference OPERATION_KEY = new KeyReference(IssuerRole.OPERATION, 1);
    public static final KeyReference ADMIN_KEY = new KeyReference(IssuerRole.ADMIN, 1);

    private static final TestKey CERTIFICATION = TestKey.named("certification");

    private TestIssuer() {}

    public static TransportKey transportKey(SerialNumber serial) {
        byte[] key = Arrays.copyOf(serial.bytes(), TransportKey.LENGTH);
        key[TransportKey.LENGTH - 1] = 0x5A;
        return new TransportKey(key);
    }

    public static CardParameters parameters(CardId card) {
        return new CardParameters(card, ISSUER, CNY, LIMITS);
    }

    /** The key pair behind a reference; there is one for each role and epoch. */
    public static TestKey key(KeyReference reference) {
        return TestKey.named(reference.toString());
    }

    public static IssuerKey issuerKey(IssuerRole role, int epoch) {
        KeyReference reference = new KeyReference(role, epoch);
        return new IssuerKey(reference, key(reference).point());
    }

    /** Signed with the key that the operation names. */
    public static Signed<Operation> sign(Operation operation) {
        return new Signed<>(operation, key(operation.signingKey()).sign(operation.signingInput()));
    }

    public static Signed<CardCertificate> certify(CardId card, CardPublicKey key) {
        CardCertificate certificate = new CardCertificate(ISSUER, 1, card, key);
        return new Signed<>(certificate, CERTIFICATION.sign(certificate.signingInput()));
    }

    /** A derived card key, such as the issuer's HSM makes. */
    public static DerivedCardKey derivedKey(String name) {
        TestKey key = TestKey.withGenerator(name);
        return new DerivedCardKey(key.secret(), CardPublicKey.derived(key.point(), key.generator()));
    }
}
