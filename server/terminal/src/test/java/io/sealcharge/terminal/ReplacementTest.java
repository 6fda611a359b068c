package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.VoucherSecret;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest extends TerminalFixture {
    private static final String PATH = "/v1/purchases/p-1/replacement";

    private final ReplacementOrder order =
            new ReplacementOrder("replace-1", "order-1", "1001", KeyEncryption.ECDH_ES, null);

    @BeforeEach
    void buy() {
        terminal().buy(new PurchaseOrder("order-1", "demo-50", 2, KeyEncryption.ECDH_ES, null));
    }

    static Stream<KeyManagement> encryptions() {
        return Stream.concat(Stream.of(KeyEncryption.values()), Stream.of(SymmetricEncryption.values()));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void aReplacedVoucherOpensWithANewKey(KeyManagement encryption) {
        terminal().register("register-1", KeyEncryption.ECDH_ES);

        Answer<Replacement> answer =
                terminal().replace(new ReplacementOrder("replace-1", "order-1", "1001", encryption, null));

        assertThat(answer.value().replacedSerialNumber()).isEqualTo("1001");
        assertThat(answer.value().purchaseId()).isEqualTo("p-1");
        try (VoucherSecret voucher = terminal().openReplacement("replace-1")) {
            assertThat(voucher.serialNumber()).isEqualTo("2000");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterACrashTheSameBytesAreSent(boolean byResuming) {
        assertThatThrownBy(() -> terminal(crashAfterAnswer(PATH)).replace(order))
                .isInstanceOf(Crash.class);

        if (byResuming) {
            assertThat(terminal().resume())
                    .containsExactly(new Act(Act.Kind.REPLACEMENT, "replace-1", Act.State.DONE, null));
        } else {
            terminal().replace(order);
        }

        List<FakePlatform.Received> received = platform.received(PATH);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        terminal().openReplacement("replace-1").close();
    }

    @Test
    void nothingIsSentBeforeKeyAndRequestAreOnDisk() {
        assertThatThrownBy(() -> terminal(crashBeforeSending(PATH)).replace(order))
                .isInstanceOf(Crash.class);

        assertThat(files().stream()
                        .filter(file -> file.toString().contains("replace-1.replacement"))
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("key.jwk", "target.txt", "request.json");
    }

    @Test
    void theSameOrderAgainIsNotSent() {
        Answer<Replacement> first = terminal().replace(order);

        assertThat(terminal().replace(order)).isEqualTo(new Answer<>(first.value(), first.body(), true));
        assertThat(platform.received(PATH)).hasSize(1);
    }

    @Test
    void aReferenceStandsForOneVoucherOnly() {
        terminal().replace(order);

        assertThatThrownBy(() -> terminal()
                        .replace(new ReplacementOrder("replace-1", "order-1", "1000", KeyEncryption.ECDH_ES, null)))
                .isInstanceOf(ReferenceTakenException.class);
    }

    @Test
    void aPurchaseThatNobodyKnowsIsNotReplaced() {
        assertThatThrownBy(() -> terminal()
                        .replace(new ReplacementOrder("replace-1", "order-9", "1001", KeyEncryption.ECDH_ES, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this terminal has no finished purchase of the reference order-9");
        assertThat(platform.received(PATH)).isEmpty();
    }
}
