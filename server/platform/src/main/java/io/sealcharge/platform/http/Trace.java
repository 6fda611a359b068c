package io.sealcharge.platform.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Trace ids: those of the caller (W3C Trace Context, 3.2), or new ones. */
final class Trace {
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final int MAX_LENGTH = 512;
    private static final HexFormat HEX = HexFormat.of();

    private Trace() {}

    /**
     * @param traceparent the header, if there is one
     * @return 32 hexadecimal digits
     */
    static String idOf(@Nullable String traceparent) {
        if (traceparent != null && traceparent.length() <= MAX_LENGTH) {
            Matcher matcher = TRACEPARENT.matcher(traceparent);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1);
    }
}
