package io.sealcharge.platform.keys;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmExecutor;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.platform.app.FairDigits;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.AssignedKey.Kind;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The platform's keys in an HSM. */
public final class HsmKeys implements Keys {
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final int DECOY_DIGITS = 18;

    private final HsmCalls hsm;
    private final SecureRandom random;
    private final PinMint mint;
    private final StockSealing stock;
    private final StockImport stockImport;
    private final RechargeKeyPool pool;
    private final RechargeKeyIssue issue;
    private final OutstandingKeys outstanding;
    private volatile KeySnapshot snapshot;

    /** @param snapshot the keys that the HSM has in use */
    public HsmKeys(HsmExecutor executor, KeySnapshot snapshot, SecureRandom random, Settings settings) {
        this.hsm = new HsmCalls(executor);
        this.snapshot = snapshot;
        this.random = random;
        this.mint = new PinMint(hsm, () -> this.snapshot);
        this.stock = new StockSealing(hsm);
        this.stockImport = new StockImport(hsm, () -> this.snapshot);
        this.outstanding = new OutstandingKeys(hsm);
        this.pool = new RechargeKeyPool(hsm, () -> newest(KeyRole.RECHARGE_WRAP), settings.pooledRechargeKeys());
        this.issue = new RechargeKeyIssue(hsm, () -> this.snapshot, pool, window(settings.window()), settings.issuer());
    }

    /**
     * @param issuer {@code iss} of the statements over recharge keys
     * @param pooledRechargeKeys how many keys to make ahead; 0 makes each on request
     * @param window for how long requests share a key; zero gives each its own
     */
    public record Settings(String issuer, int pooledRechargeKeys, Duration window) {}

    private @Nullable RechargeKeyWindow window(Duration length) {
        return length.isZero()
                ? null
                : new RechargeKeyWindow(
                        hsm,
                        () -> newest(KeyRole.RECHARGE_WRAP),
                        length,
                        (key, until) -> outstanding.add(
                                Kind.WINDOW,
                                P256Point.ofUncompressed(key.publicPoint()).thumbprint(),
                                key.publicPoint(),
                                until));
    }

    private KeyId newest(KeyRole role) {
        return snapshot.newest(role);
    }

    /** Begins to make recharge keys ahead. */
    public void start() {
        pool.refill();
    }

    /** Takes another set of keys into use; if it fails the former set stays. */
    public Future<Void> use(List<KeyDescription> keys) {
        return hsm.submit("take keys into use", device -> {
                    KeySnapshot next = KeySnapshot.of(keys);
                    device.use(keys);
                    snapshot = next;
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<List<SealedVoucher>> mint(
            PinFormat format, String reference, SealingKey key, List<VoucherFace> faces) {
        return mint.mint(format, reference, key, faces);
    }

    @Override
    public Future<List<SealedVoucher>> sealFromStock(String reference, SealingKey key, List<BoxedVoucher> vouchers) {
        return stock.seal(reference, key, vouchers);
    }

    @Override
    public Future<List<StockVoucher>> mintForStock(PinFormat format, List<String> serialNumbers) {
        return mint.mintForStock(format, serialNumbers);
    }

    @Override
    public Future<OptionalInt> importStock(
            StockFile file, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink) {
        return stockImport.run(file, rules, sink);
    }

    @Override
    public Future<Outcome<byte[]>> stockFileDigest(StockFile file) {
        return stockImport.digest(file);
    }

    @Override
    public Future<List<String>> spoiledBoxes(List<StockVoucher> vouchers) {
        return stock.spoiled(vouchers);
    }

    @Override
    public String stockImportKey() {
        return snapshot.stockImportKey();
    }

    @Override
    public int newestTerminalMasterEpoch() {
        return newest(KeyRole.TERMINAL_MASTER).epoch();
    }

    @Override
    public Future<String> sealTerminalKeys(TerminalKeyId id, TerminalPublicKey to, String reference) {
        return hsm.submit("seal terminal keys", device -> TerminalKeyDerivation.seal(device, id, to, reference));
    }

    @Override
    public Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt) {
        return issue.issue(new RechargeKeyIssue.Request(channel, terminal, reference, expiresAt))
                .onSuccess(issued -> {
                    AssignedKey key = issued.key();
                    if (key.kind() == Kind.SINGLE) {
                        outstanding.add(key.kind(), key.kid(), key.publicPoint(), expiresAt);
                    }
                });
    }

    @Override
    public Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key) {
        byte[] wrapped = key.wrappedPrivateKey();
        if (wrapped == null) {
            return Future.failedFuture(new IllegalStateException(key + " has been used or voided"));
        }
        OneTimeKey oneTimeKey =
                new OneTimeKey(key.publicPoint(), wrapped, new KeyId(KeyRole.RECHARGE_WRAP, key.wrapEpoch()));
        return hsm.submit("open a recharge", device -> open(device, envelope, oneTimeKey));
    }

    private OpenedPin open(Hsm device, RechargeEnvelope envelope, OneTimeKey key) {
        return opened(device, () -> envelope.open(HsmEnvelopeOpener.of(device, key)));
    }

    @Override
    public Future<OpenedPin> openSharedRecharge(RechargeEnvelope envelope, TerminalKeyId id) {
        return hsm.submit("open a recharge", device -> {
            try (SharedKey key = TerminalKeyDerivation.derive(device, id, SharedKey.Direction.TO_PLATFORM)) {
                return opened(device, () -> envelope.open(key));
            }
        });
    }

    private OpenedPin opened(Hsm device, Supplier<RechargeContent> opening) {
        List<KeyId> indexKeys = snapshot.live(KeyRole.PIN_INDEX);
        // Made whether it is needed or not, so that its making tells nothing.
        try (Pin decoy = decoy()) {
            try (RechargeContent content = opening.get()) {
                return new OpenedPin(
                        PinIndexing.indexes(device, indexKeys, content.pin()),
                        content.phoneNumber(),
                        content.reference());
            } catch (UnreadableEnvelopeException unreadable) {
                return new OpenedPin(PinIndexing.indexes(device, indexKeys, decoy), null, null);
            }
        }
    }

    private Pin decoy() {
        // No PIN of any voucher, so that there is nothing to wipe.
        FairDigits fair = new FairDigits(random);
        byte[] digits = new byte[DECOY_DIGITS];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = fair.digitFrom('0');
        }
        return new Pin(digits);
    }

    @Override
    public void forgetRechargeKey(AssignedKey key) {
        outstanding.forget(key.kid());
    }

    @Override
    public void forgetExpiredRechargeKeys(Instant now) {
        outstanding.forgetExpired(now);
        // Also brings the pool back after the HSM was away, without waiting for a request.
        pool.refill();
    }

    @Override
    public Future<String> signAccessToken(Map<String, Object> claims) {
        return hsm.submit("sign an access token", device -> {
            KeySnapshot keys = snapshot;
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(ACCESS_TOKEN)
                    .keyID(keys.tokenSigningKid())
                    .build();
            byte[] signingInput = new JWSObject(header, new Payload(claims)).getSigningInput();
            byte[] rs = device.sign(keys.newest(KeyRole.TOKEN_SIGNING), Sha256.of(signingInput));
            return new String(signingInput, StandardCharsets.US_ASCII) + "." + Base64URL.encode(rs);
        });
    }

    @Override
    public String tokenKeySet() {
        return snapshot.tokenKeySet();
    }

    /** Recharge keys made ahead, for the metrics. */
    public int pooledRechargeKeys() {
        return pool.size();
    }

    /** Recharge keys handed out and still held by this node, for the metrics. */
    public int outstandingRechargeKeys() {
        return outstanding.size();
    }
}
