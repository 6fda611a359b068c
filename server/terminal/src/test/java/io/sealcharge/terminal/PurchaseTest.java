package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.VoucherSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseTest extends TerminalFixture {
    private static final String PATH = "/v1/purchases";

    private final PurchaseOrder order = new PurchaseOrder("order-1", "demo-50", 2, KeyEncryption.ECDH_ES, null);

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void boughtVouchersOpen(KeyEncryption encryption) {
        PurchaseOrder bought = new PurchaseOrder("demo-50", 2, encryption);
        Answer<Purchase> answer = terminal().buy(bought);

        assertThat(answer.replayed()).isFalse();
        assertThat(answer.value().totalMinor()).isEqualTo(4900);
        List<VoucherSecret> vouchers = terminal().open(bought.reference());
        assertThat(vouchers).extracting(VoucherSecret::serialNumber).containsExactly("1000", "1001");
        assertThat(vouchers)
                .allSatisfy(voucher -> assertThat(voucher.pin().asciiBytes())
                        .isEqualTo(FakePlatform.PIN.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void keyAndRequestAreOnDiskBeforeTheRequestIsSent() {
        assertThatThrownBy(() -> terminal(crashBeforeSending(PATH)).buy(order)).isInstanceOf(Crash.class);

        assertThat(platform.received(PATH)).isEmpty();
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("key.jwk", "request.json");
        assertThat(terminal().acts())
                .containsExactly(new Act(Act.Kind.PURCHASE, "order-1", Act.State.UNANSWERED, null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterACrashTheSameBytesAreSent(boolean byResuming) throws IOException {
        assertThatThrownBy(() -> terminal(crashAfterAnswer(PATH)).buy(order)).isInstanceOf(Crash.class);
        Terminal again = terminal();
        if (byResuming) {
            assertThat(again.resume()).containsExactly(new Act(Act.Kind.PURCHASE, "order-1", Act.State.DONE, null));
        } else {
            assertThat(again.buy(order).replayed()).isTrue();
        }

        List<FakePlatform.Received> received = platform.received(PATH);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        Path request = folder.resolve("store/purchases/order-1.purchase/request.json");
        assertThat(received.get(0).body()).isEqualTo(Files.readAllBytes(request));
        assertThat(again.open("order-1")).hasSize(2);
        assertThat(again.resume()).isEmpty();
    }

    @Test
    void aKeyThatWasSavedWithoutItsRequestIsUsed() throws IOException {
        assertThatThrownBy(() -> terminal(crashBeforeSending(PATH)).buy(order)).isInstanceOf(Crash.class);
        Path request = folder.resolve("store/purchases/order-1.purchase/request.json");
        byte[] saved = Files.readAllBytes(request);
        Files.delete(request);
        assertThat(terminal().acts()).containsExactly(new Act(Act.Kind.PURCHASE, "order-1", Act.State.PREPARED, null));

        terminal().buy(order);

        assertThat(Files.readAllBytes(request)).isEqualTo(saved);
        assertThat(terminal().open("order-1")).hasSize(2);
    }

    @Test
    void anAnsweredPurchaseIsNotSentAgainByBuying() {
        Answer<Purchase> first = terminal().buy(order);
        Answer<Purchase> second = terminal().buy(order);

        assertThat(platform.received(PATH)).hasSize(1);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.replayed()).isTrue();
    }

    @Test
    void anAnsweredPurchaseIsSentAgainOnDemand() {
        Answer<Purchase> first = terminal().buy(order);
        Answer<Purchase> second = terminal().resendPurchase("order-1");

        assertThat(platform.received(PATH)).hasSize(2);
        assertThat(second).isEqualTo(new Answer<>(first.value(), first.body(), true));
    }

    @Test
    void anotherOrderUnderTheSameReferenceIsRefusedBeforeAnythingIsSent() {
        terminal().buy(order);

        for (PurchaseOrder other : List.of(
                new PurchaseOrder("order-1", "demo-100", 2, KeyEncryption.ECDH_ES, null),
                new PurchaseOrder("order-1", "demo-50", 3, KeyEncryption.ECDH_ES, null),
                new PurchaseOrder("order-1", "demo-50", 2, KeyEncryption.ECDH_ES_A256KW, null))) {
            assertThatThrownBy(() -> terminal().buy(other))
                    .isInstanceOf(ReferenceTakenException.class)
                    .hasMessageContaining("order-1");
        }
        assertThat(platform.received(PATH)).hasSize(1);
    }

    @Test
    void aRefusalThatMayPassIsResumedAndOneForEverIsNot() {
        platform.replaceAnswerOf = PATH;
        platform.scripted = FakePlatform.problem(402, "insufficient_credit");
        assertThatThrownBy(() -> terminal().buy(order)).isInstanceOf(ProblemException.class);
        assertThat(terminal().resume()).singleElement().extracting(Act::state).isEqualTo(Act.State.UNANSWERED);

        platform.scripted = FakePlatform.problem(422, "reference_reused");
        assertThat(terminal().resume()).singleElement().satisfies(act -> {
            assertThat(act.state()).isEqualTo(Act.State.REFUSED);
            assertThat(act.problem()).startsWith("422 reference_reused: why");
        });
        assertThat(terminal().resume()).isEmpty();
    }

    @Test
    void purchasesMayShareANamedKey() {
        terminal().keygen("till", KeyEncryption.ECDH_ES);
        terminal().buy(new PurchaseOrder("a", "demo-50", 1, KeyEncryption.ECDH_ES, "till"));
        terminal().buy(new PurchaseOrder("b", "demo-50", 1, KeyEncryption.ECDH_ES, "till"));

        assertThat(platform.received(PATH))
                .extracting(received -> Json.tree(received.body()).path("key"))
                .satisfies(keys -> assertThat(keys.get(0)).isEqualTo(keys.get(1)))
                .allSatisfy(key -> assertThat(key.path("kid").asText()).isEqualTo("till"));
        assertThat(terminal().open("b")).hasSize(1);
    }

    @Test
    void withoutANameEachPurchaseHasItsOwnKey() {
        terminal().buy(new PurchaseOrder("demo-50", 1, KeyEncryption.ECDH_ES));
        terminal().buy(new PurchaseOrder("demo-50", 1, KeyEncryption.ECDH_ES));

        assertThat(platform.received(PATH))
                .extracting(received -> Json.tree(received.body()).path("key").path("x"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aKeyNameIsTakenOnceAndMustFitTheAlgorithm() {
        terminal().keygen("till", KeyEncryption.ECDH_ES);

        assertThatThrownBy(() -> terminal().keygen("till", KeyEncryption.ECDH_ES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a key of the name till already");
        assertThatThrownBy(() ->
                        terminal().buy(new PurchaseOrder("a", "demo-50", 1, KeyEncryption.ECDH_ES_A256KW, "till")))
                .hasMessage("the key till is not for ECDH-ES+A256KW");
        assertThatThrownBy(() -> terminal().buy(new PurchaseOrder("a", "demo-50", 1, KeyEncryption.ECDH_ES, "none")))
                .hasMessage("there is no key of the name none");
    }

    @Test
    void anEnvelopeOfAnotherVoucherIsRefused() throws IOException {
        terminal().buy(order);
        Path answer = folder.resolve("store/purchases/order-1.purchase/answer.json");
        Files.writeString(
                answer, Files.readString(answer).replace("\"serialNumber\":\"1001\"", "\"serialNumber\":\"9\""));

        assertThatThrownBy(() -> terminal().open("order-1"))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessage("the envelope of voucher 9 holds another voucher");
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws IOException {
        terminal().keygen("till", KeyEncryption.ECDH_ES);
        terminal().buy(order);

        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../x", "ä"})
    void aReferenceThatIsNoNameIsRefused(String reference) {
        assertThatThrownBy(() -> new PurchaseOrder(reference, "demo-50", 1, KeyEncryption.ECDH_ES, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reference must be 1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    @Test
    void aReferenceOfDotsStaysInsideTheFolder() {
        terminal().buy(new PurchaseOrder("..", "demo-50", 1, KeyEncryption.ECDH_ES, null));

        assertThat(files()).allSatisfy(file -> assertThat(file).startsWith(folder.resolve("store/purchases")));
        assertThat(terminal().open("..")).hasSize(1);
    }
}
