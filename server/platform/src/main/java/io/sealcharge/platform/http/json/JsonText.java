package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Page;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes JSON in UTF-8 without white space. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private JsonText() {}

    /** Writes the members of an object, or a part of one. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes a value as a member of a list. */
    interface Element<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    static Buffer object(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException("writing to memory failed", cannotBe);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** The document {@code {"items":[…]}}. */
    static <T> Buffer items(List<T> values, Element<T> element) {
        return object(json -> array(json, "items", values, element));
    }

    /** The document {@code {"items":[…],"nextCursor":"…"}}; without the cursor at the list's end. */
    static <T> Buffer page(Page<T> page, Element<T> element) {
        return object(json -> {
            array(json, "items", page.items(), element);
            if (page.next() != null) {
                json.writeStringField("nextCursor", page.next());
            }
        });
    }

    static <T> void array(JsonGenerator json, String name, List<T> values, Element<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            element.write(json, value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void numberIfAny(JsonGenerator json, String name, @Nullable Long number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }

    /** RFC 3339, UTC, milliseconds. */
    static void time(JsonGenerator json, String name, Instant at) throws IOException {
        json.writeStringField(name, TIME.format(at));
    }

    static void money(JsonGenerator json, String name, Money money) throws IOException {
        json.writeNumberField(name, money.amountMinor());
        json.writeStringField("currency", money.currency());
    }
}
