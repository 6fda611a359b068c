package io.sealcharge.platform.http.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Times to come, as in RFC 3339, of this millennium; read to the millisecond. */
public final class TimeRule {
    static final String WORDS = "must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z";
    static final MemberRule TIME = (parser, pointer) -> check(MemberRule.string(parser, pointer), pointer);

    private static final Pattern FORM = Pattern.compile(
            "2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}" + "(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private TimeRule() {}

    /** @throws MalformedRequestException naming {@code field} */
    public static Instant check(String text, String field) {
        if (!FORM.matcher(text).matches()) {
            throw new MalformedRequestException(field, WORDS);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException noSuchTime) {
            throw new MalformedRequestException(field, WORDS);
        }
    }
}
