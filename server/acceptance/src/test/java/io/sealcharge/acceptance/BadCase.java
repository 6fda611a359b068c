package io.sealcharge.acceptance;

import java.util.List;

/**
 * A request that must be refused, and how.
 *
 * @param code of the problem; at the token endpoint the OAuth error
 * @param fields that the answer must name, in its order; empty where an answer names none
 */
record BadCase(String name, Api.Request request, int status, String code, List<String> fields) {
    static final String MALFORMED = "malformed_request";

    static BadCase malformed(String name, Api.Request request, String... fields) {
        return new BadCase(name, request, 400, MALFORMED, List.of(fields));
    }

    static BadCase problem(String name, Api.Request request, int status, String code) {
        return new BadCase(name, request, status, code, List.of());
    }
}
