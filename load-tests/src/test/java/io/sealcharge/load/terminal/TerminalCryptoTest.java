package io.sealcharge.load.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.SoftwareEnvelopeOpener;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the load's terminals calculate is what the platform's own code expects. */
class TerminalCryptoTest {
    private static final String SERIAL = "1234567890123456";

    private final TerminalCrypto crypto = new TerminalCrypto();
    private final KeyPair signingKey = crypto.newKeyPair();
    private final KeyPair requestKey = crypto.newKeyPair();

    @BeforeAll
    static void installProvider() {
        assertThat(FastProvider.install()).isNotBlank();
    }

    @Test
    void aBuyerOpensWhatThePlatformSealsAndNothingElse() throws Exception {
        BuyerKey key = BuyerKey.make(crypto);
        String envelope = sealed(key, "ref-1");

        try (Pin pin = key.open(crypto, envelope, SERIAL, "ref-1")) {
            assertThat(pin.asciiBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("123456789012345678");
        }
        assertThatThrownBy(() -> key.open(crypto, envelope, SERIAL, "ref-2"))
                .isInstanceOf(UnreadableAnswerException.class);
        assertThatThrownBy(() -> key.open(crypto, envelope, "1234567890123457", "ref-1"))
                .isInstanceOf(UnreadableAnswerException.class);
        assertThatThrownBy(() -> BuyerKey.make(crypto).open(crypto, envelope, SERIAL, "ref-1"))
                .isInstanceOf(UnreadableAnswerException.class);
        String altered = envelope.substring(0, envelope.length() - 3) + (envelope.endsWith("AAA") ? "BBB" : "AAA");
        assertThatThrownBy(() -> key.open(crypto, altered, SERIAL, "ref-1"))
                .isInstanceOf(UnreadableAnswerException.class);
        assertThat(key).hasToString("***");
    }

    private static String sealed(BuyerKey key, String reference) throws ParseException {
        TerminalPublicKey publicKey = TerminalPublicKey.of(JWK.parse(key.jwk()).toJSONObject());
        try (Pin pin = new Pin("123456789012345678".toCharArray());
                VoucherSecret secret = new VoucherSecret(
                        pin, SERIAL, 5_000, "CNY", Instant.now(), reference, publicKey.thumbprint())) {
            return VoucherEnvelope.seal(secret, publicKey);
        }
    }

    @Test
    void thePlatformOpensWhatATerminalSeals() throws Exception {
        String envelope = seal(statement("ref-1", "kiosk", UnaryOperator.identity()));

        try (RechargeContent content = RechargeEnvelope.parse(envelope)
                .open(new SoftwareEnvelopeOpener((ECPrivateKey) requestKey.getPrivate()))) {
            assertThat(content.phoneNumber()).isEqualTo("+8613800138000");
            assertThat(content.reference()).isEqualTo("ref-1");
            assertThat(content.pin()).isEqualTo(new Pin("123456789012345678".toCharArray()));
        }
        assertThat(RechargeEnvelope.parse(envelope).kid())
                .isEqualTo(P256Point.of((ECPublicKey) requestKey.getPublic()).thumbprint());
    }

    @Test
    void aTerminalTakesNoKeyButOneThatIsSignedForItsRecharge() throws Exception {
        assertThatThrownBy(() -> seal(statement("ref-2", "kiosk", UnaryOperator.identity())))
                .hasMessageContaining("somebody else");
        assertThatThrownBy(() -> seal(statement("ref-1", "other", UnaryOperator.identity())))
                .hasMessageContaining("somebody else");
        assertThatThrownBy(() -> seal(statement("ref-1", "kiosk", input -> input + "A")))
                .hasMessageContaining("wrong");
        assertThatThrownBy(() -> seal("a.b")).isInstanceOf(UnreadableAnswerException.class);
    }

    private String seal(String statement) throws Exception {
        byte[] point = TerminalCrypto.point(signingKey.getPublic());
        String pins = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + TerminalCrypto.x(point) + "\",\"y\":\""
                + TerminalCrypto.y(point) + "\",\"kid\":\"" + crypto.thumbprint(point) + "\"}]}";
        RechargeSeal seal = new RechargeSeal(crypto, new KeyStatements(crypto, pins));
        try (Pin pin = new Pin("123456789012345678".toCharArray())) {
            return seal.seal(statement, "north", "kiosk", pin, "+8613800138000", "ref-1");
        }
    }

    /** @param signed alters what the signature is made over */
    private String statement(String reference, String terminal, UnaryOperator<String> signed) throws Exception {
        P256Point point = P256Point.of((ECPublicKey) requestKey.getPublic());
        byte[] input = RechargeKeyStatement.signingInput(
                new RechargeKey(point.thumbprint(), point, "urn:test", reference, "north", terminal, Instant.now()),
                P256Point.of((ECPublicKey) signingKey.getPublic()).thumbprint());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(signingKey.getPrivate());
        signature.update(
                signed.apply(new String(input, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII));
        return RechargeKeyStatement.assemble(input, signature.sign());
    }
}
