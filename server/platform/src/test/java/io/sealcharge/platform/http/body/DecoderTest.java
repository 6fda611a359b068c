package io.sealcharge.platform.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.app.KeyOrder;
import io.sealcharge.platform.domain.TerminalKid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DecoderTest {

    static List<Corpus.Case> good() {
        return Corpus.cases().stream().filter(Corpus.Case::valid).toList();
    }

    static List<Corpus.Case> bad() {
        return Corpus.cases().stream().filter(body -> !body.valid()).toList();
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodBodyIsRead(Corpus.Case body) {
        assertThat(Corpus.decode(body.operation(), body.body())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadBodyIsRefusedNamingFieldAndRule(Corpus.Case body) {
        assertThatThrownBy(() -> Corpus.decode(body.operation(), body.body())).satisfies(thrown -> {
            if (thrown instanceof MalformedEnvelopeException envelope) {
                assertThat("envelope:" + envelope.field()).isEqualTo(body.field());
                assertThat(envelope.rule()).isEqualTo(body.rule());
            } else {
                FieldFault first = ((MalformedRequestException) thrown).faults().getFirst();
                assertThat(first).isEqualTo(new FieldFault(body.field(), body.rule()));
            }
        });
    }

    @Test
    void allMissingFieldsAreNamedAtOnce() {
        assertThatThrownBy(() -> PurchaseBody.decode("{\"quantity\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedRequestException.class,
                        malformed -> assertThat(malformed.faults())
                                .extracting(FieldFault::field)
                                .containsExactly("/reference", "/terminal", "/product", "/key"));
    }

    @Test
    void deepNestingAndEndlessNumbersEndTheReading() {
        for (String body : List.of(
                "{\"key\":{\"oth\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}",
                "{\"quantity\":" + "9".repeat(20_000) + "}",
                "{\"" + "n".repeat(20_000) + "\":1}")) {
            assertThatThrownBy(() -> PurchaseBody.decode(body.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            MalformedRequestException.class,
                            malformed -> assertThat(malformed.faults())
                                    .containsExactly(new FieldFault("", BodyShape.TOO_MUCH)));
        }
    }

    @Test
    void aPurchaseKeepsItsFields() {
        Corpus.Case plain = good().getFirst();

        CreatePurchase.Order order = PurchaseBody.decode(plain.body());

        assertThat(order.reference()).isEqualTo("order-1");
        assertThat(order.terminal()).isEqualTo("kiosk-1");
        assertThat(order.product()).isEqualTo("topup-50");
        assertThat(order.quantity()).isEqualTo(1);
        assertThat(order.key())
                .isInstanceOfSatisfying(
                        KeyOrder.Own.class,
                        own -> assertThat(own.key().encryption().jwaName()).isEqualTo("ECDH-ES"));
    }

    @Test
    void aPurchaseUnderASharedKeyKeepsItsNameAndUse() {
        Corpus.Case shared = good().stream()
                .filter(body -> body.name().equals("shared key, dir"))
                .findFirst()
                .orElseThrow();

        assertThat(PurchaseBody.decode(shared.body()).key())
                .isEqualTo(new KeyOrder.Shared(
                        new TerminalKid(UUID.fromString("019aabcd-0000-7000-8000-000000000001"), 1),
                        SymmetricEncryption.DIR));
    }
}
