package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys without an HSM: writes down what it is asked for, and fails when it is told to. */
final class RecordingKeys implements Keys {
    private static final List<PinIndex> INDEXES = List.of(new PinIndex(new byte[32], 1));

    final List<String> journal;
    final List<Map<String, Object>> tokensSigned = new ArrayList<>();
    OpenedPin opened = new OpenedPin(List.of(new PinIndex(new byte[32], 1)), "+8613800138000", "ref-1");
    List<ImportedRow> rows = List.of();

    /** Serial numbers of vouchers whose box does not open. */
    final List<String> spoiled = new ArrayList<>();

    boolean stumblesOnce;

    @Nullable
    RuntimeException failure;

    private int made;

    RecordingKeys(List<String> journal) {
        this.journal = journal;
    }

    private <T> Future<T> act(String name, T result) {
        journal.add(name);
        return failure == null ? Future.succeededFuture(result) : Future.failedFuture(failure);
    }

    @Override
    public Future<List<SealedVoucher>> mint(
            PinFormat format, String reference, SealingKey key, List<VoucherFace> faces) {
        List<SealedVoucher> sealed = faces.stream()
                .map(face -> new SealedVoucher(face, INDEXES, "envelope-" + ++made))
                .toList();
        return act("mint", sealed);
    }

    @Override
    public Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt) {
        String kid = "kid-" + ++made;
        return act("issue " + kid, new IssuedKey(key(kid), "statement of " + kid));
    }

    static AssignedKey key(String kid) {
        return new AssignedKey(kid, new byte[65], new byte[] {1}, 1);
    }

    @Override
    public Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key) {
        return act("open with " + key.kid(), opened);
    }

    @Override
    public Future<List<SealedVoucher>> sealFromStock(String reference, SealingKey key, List<BoxedVoucher> vouchers) {
        List<SealedVoucher> sealed = vouchers.stream()
                .map(voucher -> new SealedVoucher(voucher.face(), List.of(), "envelope-" + ++made))
                .toList();
        List<String> closed = vouchers.stream()
                .map(voucher -> voucher.face().serialNumber())
                .filter(serial -> stumblesOnce || spoiled.contains(serial))
                .toList();
        stumblesOnce = false;
        return act("seal from stock", sealed)
                .compose(done -> closed.isEmpty()
                        ? Future.succeededFuture(done)
                        : Future.failedFuture(new SpoiledBoxException(closed)));
    }

    @Override
    public Future<List<StockVoucher>> mintForStock(PinFormat format, List<String> serialNumbers) {
        List<StockVoucher> minted = serialNumbers.stream()
                .map(serialNumber -> new StockVoucher(serialNumber, INDEXES, new PinBox(new byte[46], 1)))
                .toList();
        return act("mint for stock", minted);
    }

    @Override
    public Future<OptionalInt> importStock(
            StockFile file, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink) {
        return act("import stock", rows).compose(sink).map(done -> OptionalInt.of(rows.size()));
    }

    @Override
    public Future<Outcome<byte[]>> stockFileDigest(StockFile file) {
        return act("digest stock file", Outcome.done(new byte[32]));
    }

    @Override
    public Future<List<String>> spoiledBoxes(List<StockVoucher> vouchers) {
        return act("look into boxes", List.of());
    }

    @Override
    public String stockImportKey() {
        return "{}";
    }

    @Override
    public int newestTerminalMasterEpoch() {
        return 1;
    }

    @Override
    public Future<String> sealTerminalKeys(TerminalKeyId id, TerminalPublicKey to, String reference) {
        return act("seal terminal keys " + id.kid(), "keys of " + id.kid());
    }

    @Override
    public Future<OpenedPin> openSharedRecharge(RechargeEnvelope envelope, TerminalKeyId id) {
        return act("open with shared " + id.kid(), opened);
    }

    @Override
    public void forgetRechargeKey(AssignedKey key) {
        journal.add("forget " + key.kid());
    }

    @Override
    public void forgetExpiredRechargeKeys(Instant now) {
        journal.add("forget expired keys");
    }

    @Override
    public Future<String> signAccessToken(Map<String, Object> claims) {
        tokensSigned.add(claims);
        return act("sign token", "token-" + ++made);
    }

    @Override
    public String tokenKeySet() {
        return "{\"keys\":[]}";
    }
}
