package io.sealcharge.cli.admin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import io.sealcharge.cli.UsageException;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.StockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** Files of foreign PINs: lines of serial number, comma, PIN. In the clear they stay in memory, and are wiped. */
final class StockLines {
    private StockLines() {}

    /**
     * Reads a file in the clear and seals it.
     *
     * @param jwk the stock-import key, a public JWK (RFC 7517)
     * @return compact JWE
     */
    static String seal(Path file, String jwk) {
        P256Point key = point(jwk);
        byte[] lines = bytes(file);
        if (lines.length == 0) {
            throw new UsageException(file + " is empty");
        }
        return StockFile.seal(lines, key, KeyEncryption.ECDH_ES);
    }

    /** Reads a file that is sealed already. */
    static String sealed(Path file) {
        return new String(bytes(file), StandardCharsets.ISO_8859_1).strip();
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > StockFile.MAX_CHARS) {
                throw new UsageException(
                        file + " is longer than " + StockFile.MAX_CHARS + " bytes: make several files");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static P256Point point(String jwk) {
        try {
            return P256Point.of(ECKey.parse(jwk).toECPublicKey());
        } catch (ParseException | JOSEException | IllegalArgumentException notAKey) {
            throw new UsageException("the stock-import key must be an EC JWK on P-256");
        }
    }
}
