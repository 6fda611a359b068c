package io.sealcharge.platform.http;

import java.util.Map;

/** The edge itself refuses a request. The message may be told to its sender. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient Map<String, String> headers;

    ProblemException(ProblemCode code, String detail) {
        this(code, detail, Map.of());
    }

    ProblemException(ProblemCode code, String detail, Map<String, String> headers) {
        // A client's mistake is no surprise: no stack trace.
        super(detail, null, false, false);
        this.code = code;
        this.headers = headers;
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
