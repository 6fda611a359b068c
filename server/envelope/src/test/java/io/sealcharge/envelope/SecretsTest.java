package io.sealcharge.envelope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@AnalyzeClasses(packages = "io.sealcharge.envelope", importOptions = ImportOption.DoNotIncludeTests.class)
class SecretsTest {
    @ArchTest
    static final ArchRule envelopesKnowNoServerHsmOrDatabase = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "io.sealcharge.hsm..",
                    "io.sealcharge.platform..",
                    "org.xipki..",
                    "java.sql..",
                    "javax.sql..",
                    "org.slf4j..",
                    "java.util.logging..");

    static Stream<Object> secrets() {
        return Stream.of(
                Samples.pin(),
                Samples.terminalKey(KeyEncryption.ECDH_ES),
                Samples.terminalKey(KeyEncryption.RSA_OAEP_256),
                Samples.sharedKey(SharedKey.Direction.TO_TERMINAL, 1),
                new StockContent("1000,738201946527301846".getBytes(StandardCharsets.US_ASCII)),
                new SoftwareEnvelopeOpener((ECPrivateKey) Samples.RECHARGE_PAIR.getPrivate()));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretIsPrintedAsStars(Object secret) {
        assertThat(secret).hasToString("***");
    }

    @Test
    void whatHoldsAPinPrintsItAsStars() {
        TerminalPublicKey key = Samples.terminalKey(KeyEncryption.ECDH_ES).publicKey();

        assertThat(Samples.voucher(key).toString()).contains("pin=***").doesNotContain(Samples.PIN);
        assertThat(Samples.recharge().toString()).contains("pin=***").doesNotContain(Samples.PIN);
    }

    @Test
    void aClosedPinIsGone() {
        Pin pin = Samples.pin();
        RechargeContent content = new RechargeContent(pin, Samples.PHONE, "r");
        content.close();

        assertThatThrownBy(pin::asciiBytes).isInstanceOf(IllegalStateException.class);
        assertThat(pin).isNotEqualTo(Samples.pin());
    }

    @Test
    void aClosedSharedKeyIsGone() {
        SharedKey toTerminal = Samples.sharedKey(SharedKey.Direction.TO_TERMINAL, 1);
        SharedKey toPlatform = Samples.sharedKey(SharedKey.Direction.TO_PLATFORM, 2);
        new TerminalKeys("r", "jkt", toTerminal, toPlatform).close();

        assertThatThrownBy(toTerminal::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(toPlatform::bytes).isInstanceOf(IllegalStateException.class);
        assertThat(toTerminal).isNotEqualTo(Samples.sharedKey(SharedKey.Direction.TO_TERMINAL, 1));
    }

    @Test
    void theBytesOfASharedKeyAreCopies() {
        byte[] given = new byte[SharedKey.LENGTH];
        SharedKey key = new SharedKey("a.1", SharedKey.Direction.TO_TERMINAL, given);
        given[0] = 1;
        key.bytes()[1] = 1;

        assertThat(key.bytes()).containsOnly(0);
    }

    @Test
    void whatIsNoSharedKeyIsRefused() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> new SharedKey("a.1", SharedKey.Direction.TO_TERMINAL, new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a shared key is 32 bytes");
        }
        assertThatThrownBy(() -> new SharedKey("a b", SharedKey.Direction.TO_TERMINAL, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBytesOfAPinAreCopies() {
        byte[] given = Samples.PIN.getBytes(StandardCharsets.US_ASCII);
        Pin pin = new Pin(given);
        given[0] = '0';
        pin.asciiBytes()[1] = '0';

        assertThat(pin).isEqualTo(Samples.pin()).isEqualTo(new Pin(Samples.PIN.toCharArray()));
        assertThat(pin.hashCode()).isEqualTo(pin.length()).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345678901234567890123456789012x", "1234a", "12 34", "١٢٣٤٥"})
    void whatIsNoPinIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> new Pin(text.toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a PIN is 4 to 32 digits");
        assertThatThrownBy(() -> new Pin(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a PIN is 4 to 32 digits");
    }

    @Test
    void thePlaintextIsWipedBySealing() throws Exception {
        byte[] plaintext = "{\"pin\":\"738201946527301846\"}".getBytes(StandardCharsets.US_ASCII);

        SealedJwe.seal(plaintext, EnvelopeKind.RECHARGE, KeyEncryption.ECDH_ES, "k", new ECDHEncrypter((ECPublicKey)
                Samples.RECHARGE_PAIR.getPublic()));

        assertThat(plaintext).containsOnly(0);
    }

    @Test
    void aPrivateKeyThatCannotBeReadIsNotQuoted() {
        for (String text : new String[] {
            "{\"kty\":\"EC\",\"d\":\"SECRET\"}", "SECRET", "{\"kty\":\"oct\",\"k\":\"SECRET\"}", "", "{}"
        }) {
            assertThatThrownBy(() -> TerminalPrivateKey.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(MalformedEnvelopeException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("SECRET");
        }
        assertThatThrownBy(() -> TerminalPrivateKey.parse(Samples.terminalKey(KeyEncryption.ECDH_ES)
                        .publicKey()
                        .toJwkJson()
                        .getBytes(StandardCharsets.UTF_8)))
                .hasMessage("must be a private EC or RSA key");
    }
}
