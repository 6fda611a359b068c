package io.sealcharge.platform.http;

import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Envelopes and signatures that only look like some; calls can be held up or told to fail. */
final class ScriptedKeys implements Keys {
    static final AssignedKey ASSIGNED = assigned();
    private static final List<PinIndex> INDEXES = List.of(new PinIndex(new byte[32], 1));

    private final String jwkSet;
    int calls;

    @Nullable
    RuntimeException failure;

    /** Why stock files do not open. */
    @Nullable
    Refusal unreadable;

    /** Minting waits for it. */
    Promise<Void> gate = Promise.promise();

    ScriptedKeys(String jwkSet) {
        this.jwkSet = jwkSet;
        gate.complete();
    }

    private static AssignedKey assigned() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            P256Point point =
                    P256Point.of((ECPublicKey) generator.generateKeyPair().getPublic());
            return new AssignedKey(point.thumbprint(), point.uncompressed(), new byte[40], 1);
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> Future<T> answer(T value) {
        calls++;
        return failure != null ? Future.failedFuture(failure) : gate.future().map(value);
    }

    @Override
    public Future<List<SealedVoucher>> mint(
            PinFormat format, String reference, SealingKey key, List<VoucherFace> faces) {
        return answer(faces.stream()
                .map(face -> new SealedVoucher(face, INDEXES, "envelope.of." + face.serialNumber()))
                .toList());
    }

    @Override
    public Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt) {
        return answer(new IssuedKey(ASSIGNED, "signed.statement.here"));
    }

    @Override
    public Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key) {
        return answer(new OpenedPin(INDEXES, null, null));
    }

    @Override
    public Future<List<SealedVoucher>> sealFromStock(String reference, SealingKey key, List<BoxedVoucher> vouchers) {
        return answer(vouchers.stream()
                .map(voucher -> new SealedVoucher(
                        voucher.face(),
                        List.of(),
                        "envelope.of." + voucher.face().serialNumber()))
                .toList());
    }

    @Override
    public Future<List<StockVoucher>> mintForStock(PinFormat format, List<String> serialNumbers) {
        return answer(serialNumbers.stream()
                .map(serialNumber -> new StockVoucher(serialNumber, INDEXES, new PinBox(new byte[46], 1)))
                .toList());
    }

    @Override
    public Future<OptionalInt> importStock(
            StockFile file, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink) {
        return answer(OptionalInt.of(1))
                .compose(rows -> sink.apply(List.of(new ImportedRow.Refused(1, ImportedRow.Rule.PIN_FORMAT)))
                        .map(rows));
    }

    @Override
    public Future<Outcome<byte[]>> stockFileDigest(StockFile file) {
        return answer(unreadable == null ? Outcome.done(new byte[32]) : Outcome.refused(unreadable));
    }

    @Override
    public Future<List<String>> spoiledBoxes(List<StockVoucher> vouchers) {
        return answer(List.of());
    }

    @Override
    public String stockImportKey() {
        return "{\"kty\":\"EC\",\"use\":\"enc\"}";
    }

    @Override
    public int newestTerminalMasterEpoch() {
        return 1;
    }

    @Override
    public Future<String> sealTerminalKeys(TerminalKeyId id, TerminalPublicKey to, String reference) {
        return answer("sealed.terminal.keys");
    }

    @Override
    public Future<OpenedPin> openSharedRecharge(RechargeEnvelope envelope, TerminalKeyId id) {
        return answer(new OpenedPin(INDEXES, null, null));
    }

    @Override
    public void forgetRechargeKey(AssignedKey key) {
        // holds none
    }

    @Override
    public void forgetExpiredRechargeKeys(Instant now) {
        // holds none
    }

    @Override
    public Future<String> signAccessToken(Map<String, Object> claims) {
        return answer("signed.access.token");
    }

    @Override
    public String tokenKeySet() {
        return jwkSet;
    }
}
