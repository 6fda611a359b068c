package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HsmKeysMintTest {
    private static final PinFormat FORMAT = new PinFormat(18, false);
    private static final TerminalPrivateKey TERMINAL = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));

    private static List<VoucherFace> faces(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new VoucherFace(
                        "100000000000000" + i, new Money(5000, "CNY"), Instant.parse("2027-11-22T08:00:00.123Z")))
                .toList();
    }

    private Future<List<SealedVoucher>> mint(int count) {
        return keys.mint(FORMAT, "ref-1", new SealingKey.Own(TERMINAL.publicKey()), faces(count));
    }

    @Test
    void sealsToTheTerminalWhatTheFaceSaysAndIndexesThePin() {
        List<SealedVoucher> minted = mint(1).result();

        try (VoucherSecret secret = VoucherEnvelope.open(minted.getFirst().envelope(), TERMINAL)) {
            assertThat(secret.serialNumber()).isEqualTo("1000000000000000");
            assertThat(secret.faceValueMinor()).isEqualTo(5000);
            assertThat(secret.currency()).isEqualTo("CNY");
            assertThat(secret.expiresAt()).isEqualTo("2027-11-22T08:00:00.123Z");
            assertThat(secret.reference()).isEqualTo("ref-1");
            assertThat(secret.pin().length()).isEqualTo(18);
            byte[] mac =
                    test.token.mac(new KeyId(KeyRole.PIN_INDEX, 1), secret.pin().asciiBytes());
            assertThat(minted.getFirst().pinIndex().value()).isEqualTo(mac);
            assertThat(minted.getFirst().pinIndex().epoch()).isEqualTo(1);
        }
    }

    @Test
    void aHundredVouchersHaveAHundredPinsInTheOrderOfTheirFaces() {
        List<SealedVoucher> minted = mint(100).result();

        assertThat(minted).extracting(SealedVoucher::face).containsExactlyElementsOf(faces(100));
        assertThat(minted).extracting(SealedVoucher::pinIndex).doesNotHaveDuplicates();
        assertThat(minted).extracting(SealedVoucher::envelope).doesNotHaveDuplicates();
        Set<String> pins = new HashSet<>();
        for (SealedVoucher voucher : minted) {
            try (VoucherSecret secret = VoucherEnvelope.open(voucher.envelope(), TERMINAL)) {
                pins.add(new String(secret.pin().asciiBytes(), StandardCharsets.US_ASCII));
            }
        }
        assertThat(pins).hasSize(100);
    }

    @Test
    void aBigOrderGoesBackToTheEndOfTheQueueAfterEachFewVouchers() {
        test.executor.hold();
        Future<List<SealedVoucher>> big = mint(100);
        Future<List<SealedVoucher>> small = mint(1);
        assertThat(test.executor.waiting()).isEqualTo(2);

        test.executor.runNext();
        assertThat(Collections.frequency(test.calls, "mac")).isEqualTo(4);
        test.executor.runNext();

        assertThat(small.isComplete()).isTrue();
        assertThat(big.isComplete()).isFalse();
        test.executor.release();
        assertThat(big.result()).hasSize(100);
    }

    @Test
    void anOrderIsMintedWholeOrNotAtAll() {
        test.executor.hold();
        Future<List<SealedVoucher>> order = mint(10);
        test.executor.runNext();
        test.token.failNext(HsmFailure.SESSION_LOST);
        test.executor.release();

        assertThat(order.cause()).isInstanceOf(UnavailableException.class);
    }

    @Test
    void theNewestEpochIndexesOnceItIsInUse() {
        test.rotate(KeyRole.PIN_INDEX);
        assertThat(mint(1).result().getFirst().pinIndex().epoch()).isEqualTo(1);

        assertThat(keys.use(test.keys).succeeded()).isTrue();

        assertThat(mint(1).result().getFirst().pinIndex().epoch()).isEqualTo(2);
    }

    @Test
    void aSetOfKeysThatCannotBeUsedLeavesTheFormerOne() {
        test.rotate(KeyRole.PIN_INDEX);
        test.token.failNext(HsmFailure.KEY_MISSING);

        assertThat(keys.use(test.keys).failed()).isTrue();
        assertThat(keys.use(List.of()).failed()).isTrue();

        assertThat(mint(1).result().getFirst().pinIndex().epoch()).isEqualTo(1);
    }
}
