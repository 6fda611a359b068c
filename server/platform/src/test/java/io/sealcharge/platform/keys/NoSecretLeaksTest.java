package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A PIN that is known beforehand goes all the ways, well and badly, and must turn up in no log and no exception. */
final class NoSecretLeaksTest {
    private static final Instant EXPIRES_AT = Instant.parse("2026-11-22T08:02:00Z");
    /** What the HSM's random generator gives: bytes 7, thus digits 7. */
    private static final String MINTED = "777777777777777777";

    private static final String TYPED = "314159265358979323";

    private final TestKeys test = new TestKeys();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> outputs = new ArrayList<>();
    private Level levelBefore;

    @BeforeEach
    void listen() {
        levelBefore = root.getLevel();
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(levelBefore);
    }

    private HsmKeys keys(Hsm hsm) {
        return new HsmKeys(
                new StepwiseHsmExecutor(hsm),
                test.snapshot(),
                new SecureRandom(),
                new HsmKeys.Settings("urn:sealcharge:local", 2, Duration.ZERO));
    }

    /** The token, but its random generator gives only sevens. */
    private Hsm loaded() {
        return TestKeys.overriding(test.hsm, Map.of("random", () -> {
            byte[] sevens = new byte[64];
            Arrays.fill(sevens, (byte) 7);
            return Secret.owning(sevens);
        }));
    }

    private void note(Future<?> future) {
        outputs.add(String.valueOf((Object) future.result()));
        if (future.failed()) {
            StringWriter trace = new StringWriter();
            future.cause().printStackTrace(new PrintWriter(trace));
            outputs.add(trace.toString());
        }
    }

    private void purchases() {
        HsmKeys keys = keys(loaded());
        var key = new SealingKey.Own(
                TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());
        List<VoucherFace> faces = List.of(new VoucherFace("1", new Money(1, "CNY"), EXPIRES_AT));
        // A voucher without value cannot be sealed: the PIN has been drawn by then.
        List<VoucherFace> unsealable = List.of(new VoucherFace("1", new Money(0, "CNY"), EXPIRES_AT));
        note(keys.mint(new PinFormat(18, false), "ref-1", key, faces));
        note(keys.mint(new PinFormat(18, false), "ref-1", key, unsealable));
        for (HsmFailure failure : HsmFailure.values()) {
            test.failOn("mac", failure);
            note(keys.mint(new PinFormat(18, false), "ref-1", key, faces));
        }
    }

    private void recharges() {
        HsmKeys keys = keys(test.hsm);
        IssuedKey issued =
                keys.issueRechargeKey("shop", "till-1", "ref-1", EXPIRES_AT).result();
        RechargeContent content = new RechargeContent(new Pin(TYPED.toCharArray()), "+8613800138000", "ref-1");
        String sealed = RechargeEnvelope.seal(
                content, RechargeKeyStatement.verify(issued.statement(), test.pins()), KeyEncryption.ECDH_ES);
        RechargeEnvelope envelope = RechargeEnvelope.parse(sealed);
        note(keys.openRecharge(envelope, issued.key()));
        for (String call : List.of("agree", "mac")) {
            for (HsmFailure failure : HsmFailure.values()) {
                test.failOn(call, failure);
                note(keys.openRecharge(envelope, issued.key()));
            }
        }
    }

    private void stock() {
        HsmKeys keys = keys(loaded());
        PinFormat format = new PinFormat(18, false);
        var key = new SealingKey.Own(
                TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());
        StockVoucher boxed = keys.mintForStock(format, List.of("1")).result().getFirst();
        BoxedVoucher voucher = new BoxedVoucher(new VoucherFace("1", new Money(1, "CNY"), EXPIRES_AT), boxed.box());
        BoxedVoucher unsealable = new BoxedVoucher(new VoucherFace("1", new Money(0, "CNY"), EXPIRES_AT), boxed.box());
        note(Future.succeededFuture(boxed));
        note(keys.sealFromStock("ref-1", key, List.of(voucher)));
        note(keys.sealFromStock("ref-1", key, List.of(unsealable)));
        StockRules rules = new StockRules(format, 1);
        for (HsmFailure failure : HsmFailure.values()) {
            test.failOn("seal", failure);
            note(keys.mintForStock(format, List.of("1")));
            test.failOn("open", failure);
            note(keys.sealFromStock("ref-1", key, List.of(voucher)));
            test.failOn("seal", failure);
            note(keys.importStock(foreignPins(), rules, this::noteRows));
        }
        note(keys.importStock(foreignPins(), rules, this::noteRows));
        note(keys.importStock(foreignPins(), new StockRules(new PinFormat(12, false), 1), this::noteRows));
    }

    private Future<Void> noteRows(List<ImportedRow> rows) {
        note(Future.succeededFuture(rows));
        return Future.succeededFuture();
    }

    /** One row with a PIN that is searched for; its serial number is a check digit alone. */
    private StockFile foreignPins() {
        KeyDescription key = test.keys.stream()
                .filter(candidate -> candidate.id().role() == KeyRole.STOCK_IMPORT)
                .findFirst()
                .orElseThrow();
        return StockFile.parse(StockFile.seal(
                ("0," + TYPED).getBytes(StandardCharsets.US_ASCII),
                P256Point.ofUncompressed(key.publicPoint()),
                KeyEncryption.ECDH_ES));
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>(outputs);
        for (ILoggingEvent event : log.list) {
            all.add(event.getFormattedMessage());
            all.add(event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return all;
    }

    private static List<String> formsOf(String pin) {
        byte[] ascii = pin.getBytes(StandardCharsets.US_ASCII);
        return List.of(
                pin,
                Base64.getEncoder().withoutPadding().encodeToString(ascii),
                HexFormat.of().formatHex(ascii),
                Arrays.toString(ascii));
    }

    @Test
    void noPinIsInAnyLogOrException() {
        purchases();
        recharges();
        stock();

        assertThat(log.list).isNotEmpty();
        assertThat(everything()).hasSizeGreaterThan(20).allSatisfy(text -> {
            assertThat(text).doesNotContain(formsOf(MINTED));
            assertThat(text).doesNotContain(formsOf(TYPED));
        });
    }

    @Test
    void theSearchFindsWhatIsPlanted() {
        LoggerFactory.getLogger("planted").debug("PIN {}", TYPED);
        outputs.add(formsOf(MINTED).get(1));

        assertThat(everything()).anySatisfy(text -> assertThat(text).contains(TYPED));
        assertThat(everything())
                .anySatisfy(text -> assertThat(text).contains(formsOf(MINTED).get(1)));
    }

    @Test
    void theMintedPinIsTheOneThatIsSearchedFor() {
        HsmKeys keys = keys(loaded());
        TerminalPrivateKey terminal = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);

        var minted = keys.mint(
                        new PinFormat(18, false),
                        "ref-1",
                        new SealingKey.Own(terminal.publicKey()),
                        List.of(new VoucherFace("1", new Money(1, "CNY"), EXPIRES_AT)))
                .result();

        byte[] mac = test.token.mac(new KeyId(KeyRole.PIN_INDEX, 1), MINTED.getBytes(StandardCharsets.US_ASCII));
        assertThat(minted.getFirst().pinIndex().value()).isEqualTo(mac);
    }
}
