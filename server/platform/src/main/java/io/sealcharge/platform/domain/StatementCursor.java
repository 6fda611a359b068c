package io.sealcharge.platform.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a statement, between two postings. It carries the balance there, so that no page has to add up what the pages
 * before it did.
 *
 * @param after id of the posting before it; 0 at the beginning
 * @param balanceMinor of the account there
 */
public record StatementCursor(long after, long balanceMinor) {
    public static final StatementCursor START = new StatementCursor(0, 0);

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17})\\.(-?[0-9]{1,18})");

    /** The place that this text is; empty if it is none. */
    public static Optional<StatementCursor> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new StatementCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The place behind a posting. */
    public static StatementCursor behind(StatementEntry entry) {
        return new StatementCursor(entry.id(), entry.balanceMinor());
    }

    @Override
    public String toString() {
        return after + "." + balanceMinor;
    }
}
