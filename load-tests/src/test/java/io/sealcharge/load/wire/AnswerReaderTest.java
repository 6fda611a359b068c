package io.sealcharge.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String BODY =
            "{\"reference\":\"a\",\"vouchers\":[{\"serialNumber\":\"12\",\"envelope\":\"x.y\"},"
                    + "{\"serialNumber\":\"13\",\"envelope\":\"\"}]}";
    private static final String CREATED = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nContent-Length: "
            + BODY.length() + "\r\n\r\n" + BODY;

    @Test
    void anAnswerIsReadWhereverItIsCut() {
        AnswerReader reader = new AnswerReader();
        for (int cut = 1; cut < CREATED.length(); cut++) {
            assertThat(reader.add(Buffer.buffer(CREATED.substring(0, cut)))).isNull();
            WireAnswer answer = Objects.requireNonNull(reader.add(Buffer.buffer(CREATED.substring(cut))));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.text(Member.of("reference"))).isEqualTo("a");
        }
    }

    @Test
    void membersAreFoundOneAfterTheOther() {
        WireAnswer answer = read(CREATED);
        Member serialNumber = Member.of("serialNumber");

        int first = answer.find(serialNumber, 0);
        int second = answer.find(serialNumber, first);

        assertThat(answer.textAt(first)).isEqualTo("12");
        assertThat(answer.textAt(second)).isEqualTo("13");
        assertThat(answer.find(serialNumber, second)).isEqualTo(-1);
        assertThat(answer.text(Member.of("serial"))).isEmpty();
    }

    @Test
    void whoIsTurnedAwayMustBeToldWhenToComeAgain() {
        String problem = "{\"code\":\"server_busy\"}";
        String length = "content-length: " + problem.length() + "\r\n";

        WireAnswer told = read("HTTP/1.1 503 Service Unavailable\r\nRETRY-AFTER: 1\r\n" + length + "\r\n" + problem);
        WireAnswer untold = read("HTTP/1.1 429 Too Many Requests\r\n" + length + "\r\n" + problem);
        WireAnswer refused = read("HTTP/1.1 422 Unprocessable\r\n" + length + "\r\n" + problem);

        assertThat(told.isTurnedAway()).isTrue();
        assertThat(told.code()).isEqualTo("503 server_busy");
        assertThat(untold.code()).isEqualTo("429 server_busy, no Retry-After");
        assertThat(refused.isTurnedAway()).isFalse();
        assertThat(refused.code()).isEqualTo("422 server_busy");
        assertThat(WireAnswer.NONE.code()).isEqualTo("no_answer");
        assertThat(WireAnswer.NONE.isSuccess()).isFalse();
    }

    @Test
    void whatIsNoSingleAnswerIsRefused() {
        AnswerReader reader = new AnswerReader();
        assertThatThrownBy(() -> reader.add(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n")))
                .isInstanceOf(IllegalStateException.class);
        AnswerReader other = new AnswerReader();
        assertThatThrownBy(() -> other.add(Buffer.buffer(CREATED + "H"))).isInstanceOf(IllegalStateException.class);
    }

    private static WireAnswer read(String text) {
        return Objects.requireNonNull(new AnswerReader().add(Buffer.buffer(text)));
    }
}
