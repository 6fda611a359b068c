package io.sealcharge.load.wire;

import java.nio.charset.StandardCharsets;

/** An answer over HTTP, or that there was none. Its values are ASCII and hold no escapes. */
public final class WireAnswer {
    /** The connection was lost, or nothing came in time: what happened is unknown. */
    public static final WireAnswer NONE = new WireAnswer(0, false, new byte[0], 0, 0);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    /** How such codes end. */
    public static final String WITHOUT_RETRY_AFTER = ", no Retry-After";

    private static final Member CODE = Member.of("code");

    private final int status;
    private final boolean retryAfter;
    private final byte[] bytes;
    private final int from;
    private final int to;

    /** @param from where the body begins in {@code bytes}, to {@code to} exclusively */
    WireAnswer(int status, boolean retryAfter, byte[] bytes, int from, int to) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** 0 if there was no answer. */
    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the platform refused to begin, as it had too much to do. */
    public boolean isTurnedAway() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /** The problem's code, or what stands for it; who is turned away must be told when to come again (RFC 9110, 10.2.3). */
    public String code() {
        if (status == 0) {
            return "no_answer";
        }
        String code = text(CODE);
        String named = status + " " + (code.isEmpty() ? "without a code" : code);
        return isTurnedAway() && !retryAfter ? named + WITHOUT_RETRY_AFTER : named;
    }

    /** The first value of a member; empty if there is none. */
    public String text(Member member) {
        int at = find(member, 0);
        return at < 0 ? "" : textAt(at);
    }

    /**
     * Where the next value of a member begins.
     *
     * @param after 0, or what this has given before
     * @return -1 if there is none
     */
    public int find(Member member, int after) {
        return member.find(bytes, Math.max(from, after), to);
    }

    /** The value that begins there. */
    public String textAt(int at) {
        int end = at;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** The body, for an error's text. */
    @Override
    public String toString() {
        return status + " " + new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
