package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Offers, sales and vouchers at rest. Failures: UnavailableException. */
public interface VoucherStore {

    /** What the channel may buy, by the products' ids. */
    Future<List<Offer>> offers(String channel);

    /** What a purchase meets. */
    Future<Standing> standing(Sought sought);

    /** What a channel wants to buy, and under which reference. */
    record Sought(String channel, String reference, String product) {}

    /**
     * @param seen whether there is a sale of that reference
     * @param offer the product on the channel's terms; empty if the channel may not buy it
     */
    record Standing(boolean seen, Optional<Offer> offer) {}

    /** A sale by its reference, with the digest of the request that made it. */
    Future<Optional<Remembered<Purchase>>> findPurchase(String channel, String reference);

    Future<Optional<Purchase>> getPurchase(String channel, UUID id);

    /**
     * Writes the sale, its postings, its vouchers and its answer in one transaction, or nothing. What the channel pays,
     * earns and may do is judged by what stands in the books at that moment.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED,
     *     INSUFFICIENT_CREDIT, ORDER_CAP_EXCEEDED, DAY_CAP_EXCEEDED, PRODUCT_UNKNOWN, CHANNEL_SUSPENDED, TERMINAL_REVOKED,
     *     TERMINAL_KEY_EXHAUSTED. Fails with PinCollisionException if a PIN index or a serial number exists already, with
     *     ClaimLostException if a voucher from stock is not the claimant's to sell any more.
     */
    Future<Outcome<Purchase>> recordSale(Sale sale);

    /**
     * A sale to be recorded.
     *
     * @param requestDigest SHA-256 over the decoded fields of the request
     * @param key what the vouchers are sealed to
     * @param claimant the node that has claimed the vouchers from stock; null if they were minted
     */
    record Sale(
            UUID id,
            String channel,
            String reference,
            byte[] requestDigest,
            String terminal,
            Product product,
            SealingKey key,
            @Nullable UUID claimant,
            Instant at,
            List<SealedVoucher> vouchers) {}

    /** A stored answer and the digest of the request that it answered. */
    record Remembered<T>(T answer, byte[] requestDigest) {

        /** What a request with the same reference gets: this answer again, or REFERENCE_REUSED if it asks for something else. */
        public Outcome<T> answerTo(byte[] digest) {
            return MessageDigest.isEqual(requestDigest, digest)
                    ? Outcome.replayed(answer)
                    : Outcome.refused(Refusal.REFERENCE_REUSED);
        }
    }

    /** A voucher that this channel bought. */
    Future<Optional<Voucher>> findVoucher(String channel, String serialNumber);
}
