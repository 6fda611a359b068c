package io.sealcharge.platform.charging;

import java.io.IOException;

/** How a {@link ChargingStub} treats a request: what it puts into its books, and what comes back. */
public enum ChargingManner {
    AT_ONCE(true),
    /** After {@link ChargingStub#LATE_MS}. */
    LATE(true),
    /** One request, the same answer two times. */
    TWICE(true),
    /** The opposite of what is in the books. */
    CONTRADICTING(true),

    OTHER_ID(true),
    NO_ID(true),
    NOT_FINAL(true),
    STATUS_OF_ANOTHER_TYPE(true),
    TWO_STATUSES(true),
    TWO_OBJECTS(true),
    NO_JSON(true),
    A_LIST(true),
    NOTHING(true),
    ACCEPTED(true),
    FORBIDDEN(false),
    BROKEN(true),
    UNAVAILABLE(false),
    /** To a place where everything is credited. */
    REDIRECTING(false),
    TOO_LONG(true),
    /** Says that more is to come, and goes away. */
    CUT_OFF(true),
    NO_HTTP(true),
    /** A byte now and then, so that the line is never idle and the answer never whole. */
    ENDLESS(true),
    /** Credits and keeps it to itself. */
    SILENT(true),
    /** Takes the request in and does nothing. */
    DEAF(false),
    /** Goes away instead of answering, after it has credited. */
    GONE_AFTERWARDS(true),
    GONE_BEFORE(false);

    private final boolean books;

    ChargingManner(boolean books) {
        this.books = books;
    }

    /** Whether a request is carried out. */
    boolean books() {
        return books;
    }

    void answer(ChargingLine line, Answer answer) throws IOException {
        switch (this) {
            case AT_ONCE -> line.send(200, answer.json());
            case LATE -> late(line, answer);
            case TWICE -> {
                line.send(200, answer.json());
                line.send(200, answer.json());
            }
            case CONTRADICTING -> line.send(200, answer.opposite().json());
            case OTHER_ID ->
                line.send(
                        200,
                        answer.about("018f4e7a-0000-7000-8000-000000000000").json());
            case NO_ID -> line.send(200, "{\"status\":\"credited\"}");
            case NOT_FINAL -> line.send(200, answer.with("accepted").json());
            case STATUS_OF_ANOTHER_TYPE -> line.send(200, answer.raw("[\"credited\"]"));
            case TWO_STATUSES -> line.send(200, answer.raw("\"rejected\",\"status\":\"credited\""));
            case TWO_OBJECTS -> line.send(200, answer.json() + answer.json());
            case NO_JSON -> line.send(200, "credited");
            case A_LIST -> line.send(200, "[" + answer.json() + "]");
            case NOTHING -> line.send(200, "");
            case ACCEPTED -> line.send(202, answer.json());
            case FORBIDDEN -> line.send(403, answer.with("rejected").json());
            case BROKEN -> line.send(500, answer.json());
            case UNAVAILABLE -> line.send(503, answer.json());
            case REDIRECTING -> line.send(307, "", "Location: " + ChargingStub.ELSEWHERE + answer.id());
            case TOO_LONG -> line.send(200, answer.raw("\"credited\",\"pad\":\"" + "x".repeat(16_384) + "\""));
            case CUT_OFF -> cutOff(line, answer);
            case NO_HTTP -> line.write("220 mail.example.net ESMTP\r\n" + answer.json() + "\r\n\r\n");
            case ENDLESS -> endless(line);
            case SILENT, DEAF -> line.hang();
            case GONE_AFTERWARDS, GONE_BEFORE -> line.close();
        }
    }

    private static void late(ChargingLine line, Answer answer) throws IOException {
        line.pause(ChargingStub.LATE_MS);
        line.send(200, answer.json());
    }

    private static void cutOff(ChargingLine line, Answer answer) throws IOException {
        line.begin(200, answer.json().length() + 2);
        line.write(answer.json());
        line.close();
    }

    private static void endless(ChargingLine line) throws IOException {
        line.begin(200, 16_000);
        while (true) {
            line.write(" ");
            line.pause(10);
        }
    }

    /** @param status credited or rejected */
    record Answer(String id, String status) {
        String json() {
            return raw('"' + status + '"');
        }

        /** @param statusJson and what is to follow it */
        String raw(String statusJson) {
            return "{\"redemptionId\":\"" + id + "\",\"status\":" + statusJson + "}";
        }

        Answer about(String otherId) {
            return new Answer(otherId, status);
        }

        Answer with(String otherStatus) {
            return new Answer(id, otherStatus);
        }

        Answer opposite() {
            return with(status.equals("credited") ? "rejected" : "credited");
        }
    }
}
