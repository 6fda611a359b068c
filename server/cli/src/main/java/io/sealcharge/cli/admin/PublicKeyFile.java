package io.sealcharge.cli.admin;

import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.cli.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A channel's key in a JWK file; its private part, if the file has one, never leaves it. */
final class PublicKeyFile {
    private PublicKeyFile() {}

    static Map<String, Object> read(Path file) {
        try {
            JWK key = JWK.parse(Files.readString(file)).toPublicJWK();
            if (key != null) {
                return new LinkedHashMap<>(key.toJSONObject());
            }
        } catch (ParseException notAKey) {
            // the same to the caller
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        throw new UsageException(file + " must hold a JWK with a public key");
    }
}
