package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Money;
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

/** Products, sales and vouchers at rest. Failures: UnavailableException. */
public interface VoucherStore {

    Future<List<Product>> products(String channel);

    Future<Optional<Product>> product(String channel, String productId);

    /** A sale by its reference, with the digest of the request that made it. */
    Future<Optional<Remembered<Purchase>>> findPurchase(String channel, String reference);

    Future<Optional<Purchase>> getPurchase(String channel, UUID id);

    /**
     * Writes the sale, its postings, its vouchers and its answer in one transaction, or nothing.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED,
     *     INSUFFICIENT_CREDIT, PRODUCT_UNKNOWN, CHANNEL_SUSPENDED. Fails with PinCollisionException if a PIN index or a
     *     serial number exists already.
     */
    Future<Outcome<Purchase>> recordSale(Sale sale);

    /**
     * A sale to be recorded.
     *
     * @param requestDigest SHA-256 over the decoded fields of the request
     * @param jkt RFC 7638 thumbprint of the terminal's key
     */
    record Sale(
            UUID id,
            String channel,
            String reference,
            byte[] requestDigest,
            String terminal,
            Product product,
            Money total,
            String jkt,
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
