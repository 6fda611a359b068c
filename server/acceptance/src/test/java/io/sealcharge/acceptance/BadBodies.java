package io.sealcharge.acceptance;

import io.sealcharge.acceptance.Api.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that can be wrong with a JSON body as such and with each of its fields, made from one good body of a call. */
final class BadBodies {
    private static final int MAX_BODY_BYTES = 65_536;
    private static final List<Object> NO_TEXTS =
            Arrays.asList(7, -1.5, true, null, new JsonArray().add("x"), new JsonObject());
    private static final List<String> NO_NAMES = List.of(
            "",
            "a b",
            "n".repeat(65),
            "n".repeat(5_000),
            "sch\u00f6n",
            "a/b",
            "a\u0000",
            "a\n",
            "\ud83d\ude00",
            "a'--");
    private static final List<String> NO_PHONE_NUMBERS = List.of(
            "",
            "+",
            "13800138000",
            "008613800138000",
            "+86 138 0013 8000",
            "+8613800138000\n",
            "+86-13800138000",
            "not a number",
            "+86abcdefgh",
            "+\uff18\uff16\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10",
            "+012345678",
            "+123456",
            "+9999999999999999",
            "+999123456789",
            "+86138001",
            "tel:+8613800138000",
            "+8613800138000;ext=1");
    private static final List<Object> NO_QUANTITIES = Arrays.asList(
            0,
            -1,
            101,
            1_000_000_000_000L,
            Long.MAX_VALUE,
            1.5,
            "1",
            "",
            true,
            null,
            new JsonArray().add(1),
            new JsonObject());
    /** As they would be written. */
    private static final List<String> NO_QUANTITY_LITERALS = List.of("1.0", "1e0", "1E2", "9".repeat(40), "-0");

    private final String path;
    private final String token;
    private final JsonObject good;

    /** @param good a body that the call would take */
    BadBodies(String path, String token, JsonObject good) {
        this.path = path;
        this.token = token;
        this.good = good;
    }

    Stream<BadCase> all() {
        return Stream.of(wholes(), members(), texts(), quantities(), transport())
                .flatMap(cases -> cases);
    }

    private Stream<BadCase> wholes() {
        String text = good.encode();
        String cut = text.substring(0, text.length() - 1);
        byte[] notUtf8 = text.getBytes(StandardCharsets.UTF_8);
        notUtf8[text.indexOf("reference") + 2] = (byte) 0xff;
        return Stream.of(
                bad("no body", ""),
                bad("half a body", cut),
                bad("a list", "[" + text + "]"),
                bad("null", "null"),
                bad("a string", "\"x\""),
                bad("two objects", text + text),
                bad("garbage after it", text + "x"),
                bad("a comma too many", cut + ",}"),
                bad("a comment", "/* */" + text),
                bad("single quotes", text.replace('"', '\'')),
                malformed("not UTF-8", Request.post(path, notUtf8), ""),
                malformed("UTF-16", Request.post(path, text.getBytes(StandardCharsets.UTF_16)), ""),
                malformed(
                        "nothing in it",
                        Request.post(path, "{}"),
                        good.fieldNames().stream().map(name -> "/" + name).toArray(String[]::new)));
    }

    private Stream<BadCase> members() {
        Stream<BadCase> missing = good.fieldNames().stream().map(name -> {
            JsonObject body = good.copy();
            body.remove(name);
            return bad("no " + name, body, "/" + name);
        });
        Stream<BadCase> twice = good.fieldNames().stream()
                .map(name -> malformed(
                        name + " twice",
                        Request.post(
                                path,
                                good.encode()
                                        .replaceFirst("}$", "," + only(name).substring(1))),
                        "/" + name));
        return Stream.of(
                        missing,
                        twice,
                        Stream.of(
                                bad("an unknown field", good.copy().put("pin", "1"), "/pin"),
                                bad("a field in other letters", good.copy().put("Reference", "r"), "/Reference"),
                                bad("a field with a strange name", good.copy().put("a/b~c", 1), "/a~1b~0c")))
                .flatMap(cases -> cases);
    }

    private String only(String name) {
        return new JsonObject().put(name, good.getValue(name)).encode();
    }

    private Stream<BadCase> texts() {
        Stream<BadCase> types = good.fieldNames().stream()
                .filter(name -> good.getValue(name) instanceof String)
                .flatMap(name -> values(name, NO_TEXTS));
        Stream<BadCase> keys = good.containsKey("key")
                ? values("key", Arrays.asList("a key", 7, null, true, new JsonArray()))
                : Stream.empty();
        Stream<BadCase> names = Stream.of("reference", "terminal", "product")
                .filter(good::containsKey)
                .flatMap(name -> values(name, NO_NAMES));
        Stream<BadCase> phoneNumbers =
                good.containsKey("phoneNumber") ? values("phoneNumber", NO_PHONE_NUMBERS) : Stream.empty();
        Stream<BadCase> envelopes =
                good.containsKey("envelope") ? values("envelope", List.of("", "e".repeat(4_097))) : Stream.empty();
        return Stream.of(types, keys, names, phoneNumbers, envelopes).flatMap(cases -> cases);
    }

    private Stream<BadCase> quantities() {
        if (!good.containsKey("quantity")) {
            return Stream.empty();
        }
        Stream<BadCase> literals = NO_QUANTITY_LITERALS.stream()
                .map(literal -> malformed(
                        "quantity " + shown(literal),
                        Request.post(path, good.encode().replaceFirst("\"quantity\":1", "\"quantity\":" + literal)),
                        "/quantity"));
        Stream<BadCase> beyondJson = Stream.of(
                bad("a number of 100 digits", "{\"quantity\":" + "1".repeat(100) + "}"),
                bad("deep nesting", "{\"key\":" + "{\"a\":".repeat(50) + "1" + "}".repeat(50) + "}"));
        return Stream.of(values("quantity", NO_QUANTITIES), literals, beyondJson)
                .flatMap(cases -> cases);
    }

    private Stream<BadCase> values(String name, List<?> values) {
        return values.stream()
                .map(value -> bad(
                        name + " " + shown(new JsonArray().add(value).encode()),
                        good.copy().put(name, value),
                        "/" + name));
    }

    private static String shown(String value) {
        return value.length() < 40 ? value : value.substring(0, 20) + "… (" + value.length() + ")";
    }

    private Stream<BadCase> transport() {
        Request request = Request.post(path, good.encode()).as(token);
        byte[] padded = Arrays.copyOf(request.body(), MAX_BODY_BYTES + 1);
        Arrays.fill(padded, request.body().length, padded.length, (byte) ' ');
        Stream<BadCase> mediaTypes = Stream.of(
                        request.without("Content-Type"),
                        request.with("Content-Type", "text/plain"),
                        request.with("Content-Type", "application/x-www-form-urlencoded"),
                        request.with("Content-Type", "application/json; charset=iso-8859-1"),
                        request.with("Content-Type", "application/jsonx"),
                        request.with("Content-Encoding", "gzip"))
                .map(typed -> BadCase.problem(
                        named("media type " + typed.headers().getOrDefault("Content-Type", "none")),
                        typed,
                        415,
                        "unsupported_media_type"));
        return Stream.concat(
                mediaTypes,
                Stream.of(
                        BadCase.problem(
                                named("65537 bytes"), Request.post(path, padded).as(token), 413, "body_too_large"),
                        BadCase.malformed(
                                named("another Idempotency-Key"),
                                request.with("Idempotency-Key", "another"),
                                "header:Idempotency-Key"),
                        BadCase.problem(
                                named("DELETE"),
                                new Request("DELETE", path, Map.of(), new byte[0]).as(token),
                                405,
                                "method_not_allowed")));
    }

    private BadCase bad(String name, String body) {
        return malformed(name, Request.post(path, body), "");
    }

    private BadCase bad(String name, JsonObject body, String field) {
        return malformed(name, Request.post(path, body.encode()), field);
    }

    private BadCase malformed(String name, Request request, String... fields) {
        return BadCase.malformed(named(name), request.as(token), fields);
    }

    private String named(String name) {
        return path + ": " + name;
    }
}
