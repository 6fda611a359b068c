package io.sealcharge.hsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of a token's keys, as the key set-up writes it to {@code key-manifest.json} and the platform imports it.
 * Holds nothing secret; what it says is compared with the token before a key is used.
 *
 * <pre>{@code
 * {"version": 1, "token": {"label": "…", "serial": "…"},
 *  "keys": [{"role": "pin-index", "epoch": 1, "ckaId": "hex", "checkValue": "base64url", "createdAt": "ISO 8601"},
 *           {"role": "token-signing", "epoch": 1, "ckaId": "hex", "publicKey": "base64url of the point", …}]}
 * }</pre>
 *
 * @param keys in the order in which they were made
 */
public record KeyManifest(Token token, List<Entry> keys) {

    /** The token that holds the keys. */
    public record Token(String label, String serialNumber) {}

    /** A key, and when it was made. */
    public record Entry(KeyDescription key, Instant createdAt) {}

    /** @throws IllegalArgumentException if a key or a CKA_ID stands there twice */
    public KeyManifest {
        keys = List.copyOf(keys);
        Set<KeyId> ids = new HashSet<>();
        Set<String> ckaIds = new HashSet<>();
        for (Entry entry : keys) {
            KeyDescription key = entry.key();
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("key " + key.id() + " is listed twice");
            }
            if (!ckaIds.add(HexFormat.of().formatHex(key.ckaId()))) {
                throw new IllegalArgumentException("two keys have the same CKA_ID as " + key);
            }
        }
    }

    /**
     * Reads a manifest strictly: an unknown, missing or repeated field is an error.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no valid manifest; the message names file and fault
     */
    public static KeyManifest read(Path file) throws IOException {
        byte[] json = Files.readAllBytes(file);
        try {
            return parse(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key manifest " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if {@code json} is no valid manifest */
    public static KeyManifest parse(byte[] json) {
        return KeyManifestJson.parse(json);
    }

    /** This manifest as indented JSON in UTF-8. */
    public byte[] toJson() {
        return KeyManifestJson.write(this);
    }

    public Optional<Entry> find(KeyId id) {
        return keys.stream().filter(entry -> entry.key().id().equals(id)).findFirst();
    }

    /** What {@link Hsm#use} takes. */
    public List<KeyDescription> descriptions() {
        return keys.stream().map(Entry::key).toList();
    }

    /** This manifest and one key more. */
    public KeyManifest with(Entry entry) {
        List<Entry> more = new ArrayList<>(keys);
        more.add(entry);
        return new KeyManifest(token, more);
    }
}
