package io.sealcharge.terminal;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An answer of the platform as it came. */
record Reply(int status, HttpHeaders headers, byte[] body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isReplayed() {
        return headers.firstValue("Idempotency-Replayed").map("true"::equals).orElse(false);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
