package io.sealcharge.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keys and envelopes of known-envelopes.json for {@link Samples}' contents, made once: those to key pairs by this code,
 * those with shared keys by the Python package cryptography. They stay the same, so that later code is seen to open them
 * and a seed repeats a test exactly.
 */
final class Known {
    private static final JsonNode FILE = read();

    private Known() {}

    private static JsonNode read() {
        try (InputStream in = Known.class.getResourceAsStream("/known-envelopes.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TerminalPrivateKey terminalKey(KeyEncryption encryption) {
        JsonNode key = FILE.path("vouchers").path(encryption.name()).path("testKey");
        return TerminalPrivateKey.parse(key.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String voucher(KeyEncryption encryption) {
        return FILE.path("vouchers").path(encryption.name()).path("envelope").asText();
    }

    static EnvelopeOpener opener() {
        try {
            return new SoftwareEnvelopeOpener(
                    ECKey.parse(FILE.path("recharges").path("testKey").toString())
                            .toECPrivateKey());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static P256Point rechargePoint() {
        return P256Point.ofCoordinates(
                FILE.path("recharges").path("testKey").path("x").asText(),
                FILE.path("recharges").path("testKey").path("y").asText());
    }

    static List<String> recharges() {
        return List.of(recharge(KeyEncryption.ECDH_ES), recharge(KeyEncryption.ECDH_ES_A256KW));
    }

    static String recharge(KeyEncryption encryption) {
        return FILE.path("recharges").path(encryption.name()).asText();
    }

    static SharedKey sharedKey(SharedKey.Direction direction) {
        String name = direction == SharedKey.Direction.TO_TERMINAL ? "toTerminal" : "toPlatform";
        return new SharedKey(
                FILE.path("shared").path("kid").asText(),
                direction,
                Base64Url.decode(FILE.path("shared").path(name).asText(), name));
    }

    static String voucher(SymmetricEncryption encryption) {
        return FILE.path("shared").path("vouchers").path(encryption.name()).asText();
    }

    static String recharge(SymmetricEncryption encryption) {
        return FILE.path("shared").path("recharges").path(encryption.name()).asText();
    }

    static String statement() {
        return FILE.path("statement").asText();
    }

    static String pins() {
        return FILE.path("pins").toString();
    }
}
