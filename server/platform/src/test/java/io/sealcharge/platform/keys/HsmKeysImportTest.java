package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.ImportedRow.Accepted;
import io.sealcharge.platform.domain.ImportedRow.Refused;
import io.sealcharge.platform.domain.ImportedRow.Rule;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockRules;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HsmKeysImportTest {
    private static final StockRules RULES = new StockRules(new PinFormat(18, true), 16);

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));
    private final List<ImportedRow> rows = new ArrayList<>();
    private final List<Integer> pieces = new ArrayList<>();

    private static String luhn(String digits) {
        return digits + (char) Luhn.checkDigit(digits.getBytes(StandardCharsets.US_ASCII), digits.length());
    }

    private static String serial(int number) {
        return luhn("86%013d".formatted(number));
    }

    private static String pin(int number) {
        return luhn("31%015d".formatted(number));
    }

    private StockFile file(String text, KeyEncryption encryption) {
        KeyDescription key = test.keys.stream()
                .filter(candidate -> candidate.id().role() == KeyRole.STOCK_IMPORT)
                .findFirst()
                .orElseThrow();
        return StockFile.parse(StockFile.seal(
                text.getBytes(StandardCharsets.UTF_8), P256Point.ofUncompressed(key.publicPoint()), encryption));
    }

    private Future<OptionalInt> run(String text) {
        return run(file(text, KeyEncryption.ECDH_ES));
    }

    private Future<OptionalInt> run(StockFile file) {
        return keys.importStock(file, RULES, piece -> {
            rows.addAll(piece);
            pieces.add(piece.size());
            return Future.succeededFuture();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aRowBecomesAnIndexedAndBoxedVoucher(KeyEncryption encryption) {
        assertThat(run(file(serial(1) + "," + pin(1) + "\r\n", encryption)).result())
                .hasValue(1);

        Accepted row = (Accepted) rows.getFirst();
        byte[] digits = pin(1).getBytes(StandardCharsets.US_ASCII);
        assertThat(row.line()).isEqualTo(1);
        assertThat(row.voucher().serialNumber()).isEqualTo(serial(1));
        assertThat(row.voucher().pinIndex().value()).isEqualTo(test.token.mac(new KeyId(KeyRole.PIN_INDEX, 1), digits));
        try (var opened = test.token.open(
                new KeyId(KeyRole.PIN_STORE, 1),
                row.voucher().box().value(),
                serial(1).getBytes(StandardCharsets.US_ASCII))) {
            assertThat(opened.bytes()).isEqualTo(digits);
        }
    }

    @Test
    void eachRowIsRefusedByTheRuleItBreaksAndTheOthersGoOn() {
        String wrongDigit = serial(9).substring(0, 15) + (serial(9).endsWith("0") ? "1" : "0");
        String wrongPin = pin(9).substring(0, 17) + (pin(9).endsWith("0") ? "1" : "0");
        String text = String.join(
                "\n",
                serial(1) + "," + pin(1),
                "",
                serial(2) + pin(2),
                serial(2) + "," + pin(2) + ",",
                serial(2).substring(1) + "," + pin(2),
                "86000000000000x0," + pin(2),
                wrongDigit + "," + pin(2),
                serial(2) + "," + pin(2) + "0",
                serial(2) + ", " + pin(2).substring(1),
                serial(2) + "," + wrongPin,
                serial(1) + "," + pin(2),
                serial(2) + "," + pin(1),
                serial(2) + "," + pin(2));

        assertThat(run(text).result()).hasValue(13);

        assertThat(rows).extracting(ImportedRow::line).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(rows.subList(1, 12))
                .extracting(row -> ((Refused) row).rule())
                .containsExactly(
                        Rule.NOT_TWO_FIELDS,
                        Rule.NOT_TWO_FIELDS,
                        Rule.NOT_TWO_FIELDS,
                        Rule.SERIAL_FORMAT,
                        Rule.SERIAL_FORMAT,
                        Rule.SERIAL_CHECK_DIGIT,
                        Rule.PIN_FORMAT,
                        Rule.PIN_FORMAT,
                        Rule.PIN_CHECK_DIGIT,
                        Rule.SERIAL_TWICE,
                        Rule.PIN_TWICE);
        assertThat(rows.getFirst()).isInstanceOf(Accepted.class);
        assertThat(rows.getLast()).isInstanceOf(Accepted.class);
    }

    private static String lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(serial(i)).append(',').append(pin(i)).append('\n');
        }
        return text.toString();
    }

    @Test
    void aBigFileIsHandedOnPieceByPieceInOrder() {
        assertThat(run(lines(1000)).result()).hasValue(1000);

        assertThat(pieces).containsExactly(256, 256, 256, 232);
        assertThat(rows).hasSize(1000).allSatisfy(row -> assertThat(row).isInstanceOf(Accepted.class));
        assertThat(((Accepted) rows.get(999)).voucher().serialNumber()).isEqualTo(serial(999));
    }

    @Test
    void aSinkThatFailsEndsTheImport() {
        Future<OptionalInt> failed = keys.importStock(file(lines(1000), KeyEncryption.ECDH_ES), RULES, piece -> {
            pieces.add(piece.size());
            return Future.failedFuture("the database is away");
        });

        assertThat(failed.cause()).hasMessage("the database is away");
        assertThat(pieces).containsExactly(256);
    }

    @Test
    void aFailureOfTheHsmEndsTheImport() {
        test.failOn("seal", HsmFailure.SESSION_LOST);

        assertThat(run(lines(3)).cause()).isInstanceOf(UnavailableException.class);
        assertThat(pieces).isEmpty();
    }

    @Test
    void aFileThatDoesNotOpenIsUnreadable() {
        String sealed =
                StockFile.seal(lines(2).getBytes(StandardCharsets.US_ASCII), point(test.keys), KeyEncryption.ECDH_ES);
        int at = sealed.length() - 40;
        String spoiled = sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1);
        String foreign = StockFile.seal(
                lines(2).getBytes(StandardCharsets.US_ASCII), point(new TestKeys().keys), KeyEncryption.ECDH_ES);

        assertThat(run(StockFile.parse(spoiled)).result()).isEmpty();
        assertThat(run(StockFile.parse(foreign)).result()).isEmpty();
        assertThat(pieces).isEmpty();
    }

    private static P256Point point(List<KeyDescription> all) {
        return all.stream()
                .filter(key -> key.id().role() == KeyRole.STOCK_IMPORT)
                .map(key -> P256Point.ofUncompressed(key.publicPoint()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileToAFormerEpochStillOpens() {
        StockFile file = file(lines(2), KeyEncryption.ECDH_ES);
        test.rotate(KeyRole.STOCK_IMPORT);
        keys.use(test.keys);

        assertThat(run(file).result()).hasValue(2);
    }

    @Test
    void theImportKeyIsPublishedWithoutAnythingPrivate() throws Exception {
        JWK key = JWK.parse(keys.stockImportKey());

        assertThat(key.isPrivate()).isFalse();
        assertThat(key.getKeyID()).isEqualTo(point(test.keys).thumbprint());
        assertThat(key.getKeyUse().identifier()).isEqualTo("enc");
    }

    @Test
    void theDigestTellsTheContentHoweverItIsSealed() {
        byte[] first = digest(file(lines(3), KeyEncryption.ECDH_ES));

        assertThat(first).hasSize(32);
        assertThat(digest(file(lines(3), KeyEncryption.ECDH_ES_A256KW))).isEqualTo(first);
        assertThat(digest(file(lines(4), KeyEncryption.ECDH_ES))).isNotEqualTo(first);
    }

    private byte[] digest(StockFile file) {
        return ((Outcome.Done<byte[]>) keys.stockFileDigest(file).result()).value();
    }

    @Test
    void aFileThatDoesNotOpenHasNoDigestAndSaysWhy() {
        String sealed =
                StockFile.seal(lines(2).getBytes(StandardCharsets.US_ASCII), point(test.keys), KeyEncryption.ECDH_ES);
        int at = sealed.length() - 40;
        String spoiled = sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1);
        String foreign = StockFile.seal(
                lines(2).getBytes(StandardCharsets.US_ASCII), point(new TestKeys().keys), KeyEncryption.ECDH_ES);

        assertThat(keys.stockFileDigest(StockFile.parse(spoiled)).result())
                .isEqualTo(Outcome.refused(Refusal.STOCK_FILE_UNREADABLE));
        assertThat(keys.stockFileDigest(StockFile.parse(foreign)).result())
                .isEqualTo(Outcome.refused(Refusal.STOCK_KEY_UNKNOWN));
    }

    @Test
    void anEmptyLineIsARowThatIsNone() {
        assertThat(run("\n").result()).hasValue(1);
        assertThat(rows).containsExactly(new Refused(1, Rule.NOT_TWO_FIELDS));
    }
}
