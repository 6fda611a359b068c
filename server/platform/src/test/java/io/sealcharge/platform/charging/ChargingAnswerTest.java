package io.sealcharge.platform.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.sealcharge.platform.domain.Money;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChargingAnswerTest {
    private static final UUID ID = UUID.fromString("019aca35-3f1c-7000-8000-0123456789ab");
    private static final Redemption REDEMPTION = new Redemption(ID, "+8613800138000", new Money(5_000, "CNY"));
    private static final String CREDITED = "\"redemptionId\":\"" + ID + "\",\"status\":\"credited\"";

    @Test
    void aFinalStatusAboutThisRedemptionIsAVerdict() {
        assertThat(answer(200, "{" + CREDITED + "}").verdict(REDEMPTION)).contains(Verdict.CREDITED);
        assertThat(answer(201, "{" + CREDITED.replace("credited", "rejected") + "}")
                        .verdict(REDEMPTION))
                .contains(Verdict.REJECTED);
        assertThat(answer(404, "").verdict(REDEMPTION)).isEmpty();
    }

    @Test
    void whatElseItSaysIsPassedOver() {
        assertThat(answer(200, "{\"of\":[{\"status\":\"rejected\"}],\"text\":\"\u00e9\"," + CREDITED + "}")
                        .verdict(REDEMPTION))
                .contains(Verdict.CREDITED);
    }

    /** Each character of these is one byte, so that there are bytes that no UTF-8 has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\u00ff\":1,",
                "{\"of\":[\"\u00ff\"],",
                "{\"of\":[{\"\u00ff\":1}],",
                "{\"status\":\"rejected\",",
                "{} {",
                "["
            })
    void whatIsNoJsonObjectInUtf8IsUnknown(String begin) {
        Buffer body = Buffer.buffer((begin + CREDITED + "}").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new ChargingAnswer(200, body).verdict(REDEMPTION))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("its answer is no JSON object");
    }

    private static ChargingAnswer answer(int status, String json) {
        return new ChargingAnswer(status, Buffer.buffer(json));
    }
}
