package io.sealcharge.acceptance;

import io.sealcharge.acceptance.Api.Request;
import java.util.Locale;
import java.util.stream.Stream;

/** Reading calls with bad parameters. */
final class LookUps {
    static final String NO_ID = "018f4e7a-0000-7000-8000-000000000000";

    private LookUps() {}

    static Stream<BadCase> bad(String token) {
        Stream<BadCase> ids = Stream.of("purchases", "recharges")
                .flatMap(things -> Stream.of(
                                "not-a-uuid", "1", NO_ID + "0", NO_ID.toUpperCase(Locale.ROOT), "%00", "..%2f")
                        .map(id -> malformed(
                                "/v1/" + things + "/" + id,
                                token,
                                "path:" + things.substring(0, things.length() - 1) + "Id")));
        Stream<BadCase> references = Stream.of("/v1/purchases", "/v1/recharges")
                .flatMap(path -> Stream.of(
                        malformed(path, token, "query:reference"),
                        malformed(path + "?reference=", token, "query:reference"),
                        malformed(path + "?reference=a%20b", token, "query:reference"),
                        malformed(path + "?reference=a%0a", token, "query:reference"),
                        malformed(path + "?reference=" + "r".repeat(65), token, "query:reference"),
                        malformed(path + "?reference=a&reference=b", token, "query:reference"),
                        malformed(path + "?reference=a&limit=5", token, "query:limit")));
        Stream<BadCase> serials = Stream.of("abc", "1234567", "9".repeat(33), "1234567890123456%0a", "-1")
                .map(serial -> malformed("/v1/vouchers/" + serial, token, "path:serialNumber"));
        Stream<BadCase> numbers = Stream.of("abc", "13800138000", "+", "+123456", "%2B86%20138", "+8613800138000x")
                .map(number -> malformed("/v1/subscribers/" + number + "/balance", token, "path:phoneNumber"));
        Stream<BadCase> unknown = Stream.of(
                        "/v1/purchases/" + NO_ID,
                        "/v1/recharges/" + NO_ID,
                        "/v1/vouchers/1234567890123456",
                        "/v1/nothing")
                .map(path -> BadCase.problem(path, Request.get(path).as(token), 404, "not_found"));
        return Stream.of(ids, references, serials, numbers, unknown).flatMap(cases -> cases);
    }

    private static BadCase malformed(String path, String token, String field) {
        return BadCase.malformed("GET " + path, Request.get(path).as(token), field);
    }
}
