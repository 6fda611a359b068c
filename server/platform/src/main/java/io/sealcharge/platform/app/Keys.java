package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the platform's keys do. Clear PINs and private keys stay behind this port. Failures: UnavailableException. */
public interface Keys {

    /** Mints one PIN per face from the HSM's random generator, indexes it and seals it to the key. */
    Future<List<SealedVoucher>> mint(PinFormat format, String reference, SealingKey key, List<VoucherFace> faces);

    /**
     * Takes PINs out of their boxes and seals them to the key. All or none.
     *
     * @return in the order of {@code vouchers}; fails with SpoiledBoxException if boxes do not open
     */
    Future<List<SealedVoucher>> sealFromStock(String reference, SealingKey key, List<BoxedVoucher> vouchers);

    /** Mints one PIN per serial number, indexes it and puts it into a box. */
    Future<List<StockVoucher>> mintForStock(PinFormat format, List<String> serialNumbers);

    /**
     * Opens a file of foreign PINs and hands its rows on, judged, indexed and boxed, in the order of their lines and piece
     * by piece: a piece is made when the sink is done with the one before. Clear PINs do not leave.
     *
     * @param sink gets a few hundred rows at once; if it fails, so does the import
     * @return the count of rows; empty if the file is unreadable, and then the sink got nothing
     */
    Future<OptionalInt> importStock(StockFile file, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink);

    /**
     * What tells the content of one file of foreign PINs from that of another, however often it is sealed: 32 bytes, an
     * HMAC under the newest pin-index key, over a label that no PIN begins with and the SHA-256 of the lines.
     *
     * @return Done; or Refused with STOCK_KEY_UNKNOWN, STOCK_FILE_UNREADABLE
     */
    Future<Outcome<byte[]>> stockFileDigest(StockFile file);

    /**
     * Looks into boxes of stock vouchers; clear PINs do not leave.
     *
     * @param vouchers each with the index that is stored, alone
     * @return serial numbers of those whose box does not open or holds another PIN than the index says
     */
    Future<List<String>> spoiledBoxes(List<StockVoucher> vouchers);

    /** The public key that files of foreign PINs are encrypted to: a JWK (RFC 7517) as JSON. */
    String stockImportKey();

    /** The epoch under which keys of terminals are derived from now on. */
    int newestTerminalMasterEpoch();

    /**
     * Derives both shared keys of a terminal and seals them to its public key.
     *
     * @param reference of the registration or rotation
     * @return compact JWE
     */
    Future<String> sealTerminalKeys(TerminalKeyId id, TerminalPublicKey to, String reference);

    /** Assigns a key to a recharge request and signs the statement that names it. */
    Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt);

    /**
     * A recharge key and the platform's signature over it.
     *
     * @param statement compact JWS
     */
    record IssuedKey(AssignedKey key, String statement) {}

    /**
     * Opens the envelope with its one-time key and indexes the PIN under all live epochs. An unreadable envelope takes
     * the same steps with a PIN of random digits, so that it takes the same time.
     */
    Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key);

    /** As {@link #openRecharge}, with the key from the terminal to the platform that both share. */
    Future<OpenedPin> openSharedRecharge(RechargeEnvelope envelope, TerminalKeyId id);

    /**
     * What the envelope held.
     *
     * @param candidates the PIN's index under each live epoch; of a random PIN if the envelope was unreadable
     * @param phoneNumber as the envelope repeats it; null if it was unreadable
     * @param reference as the envelope repeats it; null if it was unreadable
     */
    record OpenedPin(
            List<PinIndex> candidates,
            @Nullable String phoneNumber,
            @Nullable String reference) {}

    /**
     * Destroys this node's copy of a one-time key that is used or void; never fails. A key of a window stays until the
     * last request that it was issued to has expired.
     */
    void forgetRechargeKey(AssignedKey key);

    /** Destroys this node's copies of the recharge keys that it issued and whose time is over; never fails. */
    void forgetExpiredRechargeKeys(Instant now);

    /**
     * Signs an access token (RFC 9068).
     *
     * @return compact JWS, typ at+jwt
     */
    Future<String> signAccessToken(Map<String, Object> claims);

    /** The keys that verify access tokens: a JWK set (RFC 7517) of public keys only, as JSON. */
    String tokenKeySet();
}
