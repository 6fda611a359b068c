package io.sealcharge.hsm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of {@link KeyManifest}, version 1. */
final class KeyManifestJson {
    private static final int VERSION = 1;
    private static final int POINT_LENGTH = 65;
    private static final byte UNCOMPRESSED = 4;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    @JsonPropertyOrder({"version", "token", "keys"})
    private record File(
            @JsonProperty(required = true) int version,
            @JsonProperty(required = true) Token token,
            @JsonProperty(required = true) List<Key> keys) {}

    @JsonPropertyOrder({"label", "serial"})
    private record Token(
            @JsonProperty(required = true) String label,
            @JsonProperty(required = true) String serial) {}

    @JsonPropertyOrder({"role", "epoch", "ckaId", "publicKey", "checkValue", "createdAt"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Key(
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) int epoch,
            @JsonProperty(required = true) String ckaId,
            @Nullable String publicKey,
            @Nullable String checkValue,
            @JsonProperty(required = true) String createdAt) {}

    private KeyManifestJson() {}

    static KeyManifest parse(byte[] json) {
        File file;
        try {
            file = MAPPER.readValue(json, File.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage() + " (line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")");
        } catch (IOException e) {
            throw new IllegalArgumentException("not readable as JSON", e);
        }
        if (file == null || file.token() == null || file.keys() == null) {
            throw new IllegalArgumentException("version, token and keys must be given");
        }
        if (file.version() != VERSION) {
            throw new IllegalArgumentException("version " + file.version() + " is not known, only " + VERSION);
        }
        KeyManifest.Token token = new KeyManifest.Token(
                given(file.token().label(), "token.label"), given(file.token().serial(), "token.serial"));
        return new KeyManifest(
                token, file.keys().stream().map(KeyManifestJson::entry).toList());
    }

    static byte[] write(KeyManifest manifest) {
        File file = new File(
                VERSION,
                new Token(manifest.token().label(), manifest.token().serialNumber()),
                manifest.keys().stream().map(KeyManifestJson::key).toList());
        try {
            return MAPPER.writeValueAsBytes(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest has a JSON form", e);
        }
    }

    private static KeyManifest.Entry entry(@Nullable Key key) {
        if (key == null) {
            throw new IllegalArgumentException("keys holds null");
        }
        KeyId id = new KeyId(KeyRole.ofLabel(given(key.role(), "role")), key.epoch());
        byte[] ckaId = decode(id, "ckaId", () -> HexFormat.of().parseHex(given(key.ckaId(), "ckaId")));
        if (ckaId.length == 0) {
            throw new IllegalArgumentException(id + ": ckaId is empty");
        }
        Instant createdAt = decode(id, "createdAt", () -> Instant.parse(given(key.createdAt(), "createdAt")));
        return new KeyManifest.Entry(description(id, ckaId, key), createdAt);
    }

    private static KeyDescription description(KeyId id, byte[] ckaId, Key key) {
        boolean pair = id.role().type().pair();
        String given = pair ? key.publicKey() : key.checkValue();
        String foreign = pair ? key.checkValue() : key.publicKey();
        if (given == null || foreign != null) {
            throw new IllegalArgumentException(id + ": a key of this role has a "
                    + (pair ? "publicKey and no checkValue" : "checkValue and no publicKey"));
        }
        byte[] bytes = decode(
                id,
                pair ? "publicKey" : "checkValue",
                () -> Base64.getUrlDecoder().decode(given));
        if (!pair) {
            return KeyDescription.ofSecretKey(id, ckaId, bytes);
        }
        if (bytes.length != POINT_LENGTH || bytes[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException(id + ": publicKey is not a P-256 point of 65 bytes, uncompressed");
        }
        return KeyDescription.ofPair(id, ckaId, bytes);
    }

    private static Key key(KeyManifest.Entry entry) {
        KeyDescription key = entry.key();
        return new Key(
                key.id().role().label(),
                key.id().epoch(),
                HexFormat.of().formatHex(key.ckaId()),
                encode(key.publicPoint()),
                encode(key.checkValue()),
                entry.createdAt().toString());
    }

    private static @Nullable String encode(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private interface Decoding<T> {
        T decode();
    }

    private static <T> T decode(KeyId id, String field, Decoding<T> decoding) {
        try {
            return decoding.decode();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(id + ": " + field + ": " + e.getMessage(), e);
        }
    }

    private static String given(@Nullable String value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is null");
        }
        return value;
    }
}
