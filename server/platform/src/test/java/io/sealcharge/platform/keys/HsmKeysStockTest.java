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
import io.sealcharge.platform.app.SpoiledBoxException;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HsmKeysStockTest {
    private static final PinFormat FORMAT = new PinFormat(19, true);
    private static final TerminalPrivateKey TERMINAL = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
    private static final Instant EXPIRES_AT = Instant.parse("2027-11-22T08:00:00Z");

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));

    private static List<String> serials(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(100_000 + i))
                .toList();
    }

    private static BoxedVoucher boxed(StockVoucher voucher) {
        return new BoxedVoucher(face(voucher.serialNumber()), voucher.box());
    }

    private static VoucherFace face(String serialNumber) {
        return new VoucherFace(serialNumber, new Money(5000, "CNY"), EXPIRES_AT);
    }

    private Future<List<SealedVoucher>> sell(List<BoxedVoucher> vouchers) {
        return keys.sealFromStock("ref-1", new SealingKey.Own(TERMINAL.publicKey()), vouchers);
    }

    @Test
    void whatIsSoldFromStockIsThePinThatWasIndexed() {
        List<StockVoucher> stock = keys.mintForStock(FORMAT, serials(50)).result();

        List<SealedVoucher> sold =
                sell(stock.stream().map(HsmKeysStockTest::boxed).toList()).result();

        assertThat(stock).extracting(StockVoucher::serialNumber).containsExactlyElementsOf(serials(50));
        assertThat(stock).extracting(StockVoucher::pinIndex).doesNotHaveDuplicates();
        assertThat(sold).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat(sold.get(i).face()).isEqualTo(face(serials(50).get(i)));
            assertThat(sold.get(i).indexes()).isEmpty();
            try (VoucherSecret secret = VoucherEnvelope.open(sold.get(i).envelope(), TERMINAL)) {
                byte[] pin = secret.pin().asciiBytes();
                assertThat(pin).hasSize(19);
                assertThat(pin[18]).isEqualTo(Luhn.checkDigit(pin, 18));
                assertThat(test.token.mac(new KeyId(KeyRole.PIN_INDEX, 1), pin))
                        .isEqualTo(stock.get(i).pinIndex().value());
            }
        }
    }

    @Test
    void stockIsIndexedUnderAllLiveEpochsAndBoxedUnderTheNewest() {
        test.rotate(KeyRole.PIN_INDEX);
        test.rotate(KeyRole.PIN_STORE);
        keys.use(test.keys);

        StockVoucher voucher = keys.mintForStock(FORMAT, serials(1)).result().getFirst();

        assertThat(voucher.indexes()).extracting(PinIndex::epoch).containsExactly(2, 1);
        assertThat(voucher.box().epoch()).isEqualTo(2);
    }

    @Test
    void aBoxOfAFormerEpochStillOpens() {
        StockVoucher voucher = keys.mintForStock(FORMAT, serials(1)).result().getFirst();
        test.rotate(KeyRole.PIN_STORE);
        keys.use(test.keys);

        assertThat(sell(List.of(boxed(voucher))).result()).hasSize(1);
    }

    @Test
    void boxesThatDoNotOpenAreNamedAndNothingIsSold() {
        List<StockVoucher> stock = keys.mintForStock(FORMAT, serials(3)).result();
        byte[] altered = stock.get(0).box().value().clone();
        altered[15] ^= 1;
        List<BoxedVoucher> order = new ArrayList<>(List.of(
                new BoxedVoucher(face("100000"), new PinBox(altered, 1)),
                boxed(stock.get(1)),
                // the box of another voucher
                new BoxedVoucher(face("100002"), stock.get(1).box())));

        assertThat(sell(order).cause())
                .isInstanceOfSatisfying(
                        SpoiledBoxException.class,
                        spoiled -> assertThat(spoiled.serialNumbers()).containsExactly("100000", "100002"));
    }

    @Test
    void boxesThatDoNotHoldThePinOfTheirIndexAreFound() {
        List<StockVoucher> stock = keys.mintForStock(FORMAT, serials(40)).result();
        byte[] altered = stock.get(20).box().value().clone();
        altered[30] ^= 1;
        List<StockVoucher> stored = new ArrayList<>(stock);
        stored.set(
                20, new StockVoucher(stock.get(20).serialNumber(), stock.get(20).indexes(), new PinBox(altered, 1)));
        stored.set(
                39,
                new StockVoucher(
                        stock.get(39).serialNumber(),
                        stock.get(1).indexes(),
                        stock.get(39).box()));

        assertThat(keys.spoiledBoxes(stored).result()).containsExactly("100020", "100039");
        assertThat(keys.spoiledBoxes(stock).result()).isEmpty();
    }

    @Test
    void aTemporaryFailureIsNotTakenForASpoiledBox() {
        StockVoucher voucher = keys.mintForStock(FORMAT, serials(1)).result().getFirst();
        test.failOn("open", HsmFailure.SESSION_LOST);

        assertThat(sell(List.of(boxed(voucher))).cause()).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aBigBatchGoesBackToTheEndOfTheQueue() {
        test.executor.hold();
        Future<List<StockVoucher>> batch = keys.mintForStock(FORMAT, serials(100));
        Future<List<StockVoucher>> small = keys.mintForStock(FORMAT, serials(1));

        test.executor.runNext();
        assertThat(Collections.frequency(test.calls, "seal")).isEqualTo(16);
        test.executor.runNext();

        assertThat(small.isComplete()).isTrue();
        assertThat(batch.isComplete()).isFalse();
        test.executor.release();
        assertThat(batch.result()).hasSize(100);
    }

    @Test
    void aMintedVoucherIsIndexedUnderAllLiveEpochs() {
        test.rotate(KeyRole.PIN_INDEX);
        keys.use(test.keys);

        SealedVoucher minted = keys.mint(
                        FORMAT, "ref-1", new SealingKey.Own(TERMINAL.publicKey()), List.of(face("100000")))
                .result()
                .getFirst();

        assertThat(minted.indexes()).extracting(PinIndex::epoch).containsExactly(2, 1);
        assertThat(minted.pinIndex()).isEqualTo(minted.indexes().getFirst());
    }
}
