package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockFileTest {
    private static final String LINES = "1000,738201946527301846\n1001,738201946527301847\n";
    private static final P256Point KEY = Samples.rechargeKey().point();

    private static CompactParts sealed() {
        return new CompactParts(StockFile.seal(bytes(LINES), KEY, KeyEncryption.ECDH_ES));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aFileOpensWithTheKeyItWasSealedTo(KeyEncryption encryption) {
        StockFile file = StockFile.parse(StockFile.seal(bytes(LINES), KEY, encryption));

        assertThat(file.kid()).isEqualTo(KEY.thumbprint());
        try (StockContent content = file.open(Samples.opener())) {
            assertThat(new String(content.bytes(), StandardCharsets.US_ASCII)).isEqualTo(LINES);
        }
    }

    @Test
    void theLargestFileOpensAndALargerOneIsNotMade() {
        byte[] most = new byte[12 * 1024 * 1024 - 1024];
        new Random(1).nextBytes(most);
        byte[] copy = most.clone();

        String compact = StockFile.seal(most, KEY, KeyEncryption.ECDH_ES);

        assertThat(compact.length()).isLessThanOrEqualTo(StockFile.MAX_CHARS);
        try (StockContent content = StockFile.parse(compact).open(Samples.opener())) {
            assertThat(Arrays.equals(content.bytes(), copy)).isTrue();
        }
        assertThatThrownBy(() -> StockFile.seal(new byte[12 * 1024 * 1024], KEY, KeyEncryption.ECDH_ES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than 16777216 characters: make several files");
    }

    @Test
    void aLongerTextIsNotRead() {
        assertFault("A".repeat(StockFile.MAX_CHARS + 1), "", "must be at most 16777216 characters");
        assertFault(
                ".".repeat(StockFile.MAX_CHARS),
                "",
                "must be five parts separated by dots (JWE compact serialization)");
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        StockFile file = StockFile.parse(sealed().compact());
        EnvelopeOpener stranger =
                new SoftwareEnvelopeOpener((ECPrivateKey) Samples.ecPair().getPrivate());

        assertThatThrownBy(() -> file.open(stranger))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "typ, sealcharge-voucher+jwe, /typ, must be sealcharge-stock+jwe",
        "cty, json, /cty, must be text/csv",
        "alg, RSA-OAEP-256, /alg, must be ECDH-ES or ECDH-ES+A256KW",
        "alg, A256KW, /alg, must be ECDH-ES or ECDH-ES+A256KW",
        "alg, dir, /alg, must be ECDH-ES or ECDH-ES+A256KW",
        "enc, A128GCM, /enc, must be A256GCM",
        "zip, DEF, /zip, is not allowed: the payload must not be compressed",
        "kid, a b, /kid, must be 1 to 64 of A-Z a-z 0-9 . _ : -",
        "exp, 1, /exp, is not a known member"
    })
    void aBadHeaderIsRefused(String member, String value, String field, String rule) {
        assertFault(sealed().header(header -> header.put(member, value)).compact(), field, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "enc", "kid", "typ", "cty", "epk"})
    void aMissingHeaderMemberIsRefused(String member) {
        assertFault(sealed().header(header -> header.remove(member)).compact(), "/" + member, "is required");
    }

    @Test
    void aRechargeIsNoStockFileAndTheOtherWayRound() {
        String recharge = RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES);

        assertFault(recharge, "/typ", "must be sealcharge-stock+jwe");
        assertThatThrownBy(() -> RechargeEnvelope.parse(sealed().compact()))
                .hasMessage("/typ: must be sealcharge-recharge+jwe");
    }

    @Test
    void theLinesAreWipedBySealingAndByClosing() {
        byte[] lines = bytes(LINES);
        StockFile file = StockFile.parse(StockFile.seal(lines, KEY, KeyEncryption.ECDH_ES));
        StockContent content = file.open(Samples.opener());
        byte[] opened = content.bytes();
        content.close();

        assertThat(lines).containsOnly(0);
        assertThat(opened).containsOnly(0);
    }

    @Test
    void aFileIsSealedToAnAgreedKeyOnly() {
        assertThatThrownBy(() -> StockFile.seal(bytes(LINES), KEY, KeyEncryption.RSA_OAEP_256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stock-import keys are EC keys");
    }

    private static void assertFault(String compact, String field, String rule) {
        assertThatThrownBy(() -> StockFile.parse(compact))
                .isInstanceOfSatisfying(MalformedEnvelopeException.class, fault -> {
                    assertThat(fault.field()).isEqualTo(field);
                    assertThat(fault.rule()).isEqualTo(rule);
                });
    }
}
