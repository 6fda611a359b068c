package io.sealcharge.hsm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyManifestTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.000007Z");
    private static final byte[] POINT = point();

    private final KeyManifest manifest = new KeyManifest(
            new KeyManifest.Token("label", "0123abcd"),
            List.of(
                    entry(KeyDescription.ofPair(
                            new KeyId(KeyRole.TOKEN_SIGNING, 2), new byte[] {1, (byte) 0xff}, POINT)),
                    entry(KeyDescription.ofSecretKey(
                            new KeyId(KeyRole.PIN_INDEX, 1), new byte[16], new byte[] {(byte) 0xfb, (byte) 0xff}))));

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("key-manifest.json"), manifest.toJson());

        assertThat(KeyManifest.read(file)).isEqualTo(manifest);
        assertThat(manifest.find(new KeyId(KeyRole.PIN_INDEX, 1)))
                .contains(manifest.keys().get(1));
        assertThat(manifest.find(new KeyId(KeyRole.PIN_INDEX, 2))).isEmpty();
        assertThat(manifest.descriptions()).hasSize(2);
    }

    @Test
    void theJsonIsAsDocumented() {
        assertThat(new String(manifest.toJson(), UTF_8).replaceAll("\\s", ""))
                .isEqualTo("""
                        {"version":1,"token":{"label":"label","serial":"0123abcd"},"keys":[\
                        {"role":"token-signing","epoch":2,"ckaId":"01ff","publicKey":"%s",\
                        "createdAt":"2026-02-03T04:05:06.000007Z"},\
                        {"role":"pin-index","epoch":1,"ckaId":"00000000000000000000000000000000","checkValue":"-_8",\
                        "createdAt":"2026-02-03T04:05:06.000007Z"}]}""".formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(POINT)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "version" : 1                    | "version" : 2                   | version 2 is not known
                    "version" : 1                    | "version" : "1"                 | Cannot coerce
                    "version" : 1                    | "version" : 1.5                 | Cannot coerce
                    "version" : 1,                   | `                             ` | version
                    "version" : 1                    | "version" : 1, "version" : 1    | Duplicate field
                    "version" : 1                    | "version" : 1, "extra" : 1      | extra
                    "serial" : "0123abcd"            | "serial" : null                 | token.serial is null
                    "serial" : "0123abcd"            | "serial" : 123                  | Cannot coerce
                    "epoch" : 2                      | "epoch" : 0                     | epoch must be 1 or more
                    "role" : "pin-index"             | "role" : "pin-indexes"          | no key role is called
                    "role" : "pin-index"             | "role" : "envelope-signing"     | publicKey and no checkValue
                    "role" : "token-signing"         | "role" : "recharge-wrap"        | checkValue and no publicKey
                    "ckaId" : "01ff"                 | "ckaId" : "01f"                 | token-signing/2: ckaId
                    "ckaId" : "01ff"                 | "ckaId" : ""                    | ckaId is empty
                    "checkValue" : "-_8"             | "checkValue" : "+/8"            | pin-index/1: checkValue
                    "publicKey" : "BAE               | "publicKey" : "AwE              | not a P-256 point
                    "createdAt" : "2026-             | "createdAt" : "26-              | createdAt
                    """)
    void aWrongFieldIsNamed(String right, String wrong, String message, @TempDir Path folder) throws Exception {
        String json = new String(manifest.toJson(), UTF_8);
        assertThat(json).contains(right);
        Path file = Files.writeString(folder.resolve("key-manifest.json"), json.replace(right, wrong));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyManifest.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void whatIsNotAManifestIsRefused() {
        for (String json : List.of("", "null", "[]", "{}", "{\"version\":1,\"token\":null,\"keys\":[null]}")) {
            assertThatIllegalArgumentException().as(json).isThrownBy(() -> KeyManifest.parse(json.getBytes(UTF_8)));
        }
        String twice = new String(manifest.toJson(), UTF_8) + "{}";
        assertThatIllegalArgumentException().isThrownBy(() -> KeyManifest.parse(twice.getBytes(UTF_8)));
    }

    @Test
    void aKeyOrCkaIdStandsThereOnce() {
        KeyManifest.Entry first = manifest.keys().get(0);
        KeyDescription sameCkaId = KeyDescription.ofSecretKey(
                new KeyId(KeyRole.PIN_INDEX, 9), first.key().ckaId(), new byte[32]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest.with(first))
                .withMessageContaining("listed twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest.with(entry(sameCkaId)))
                .withMessageContaining("CKA_ID");
    }

    private static KeyManifest.Entry entry(KeyDescription key) {
        return new KeyManifest.Entry(key, AT);
    }

    private static byte[] point() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[1] = 1;
        return point;
    }
}
