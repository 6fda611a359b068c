package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.SoldVoucher;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Vouchers given in the place of others. Failures: UnavailableException. */
public interface ReplacementStore {

    /** A replacement by its reference, with the digest of the request that made it. */
    Future<Optional<Remembered<Replacement>>> find(String channel, String reference);

    /** The voucher that is to be replaced, if it is one of that purchase of the channel's. */
    Future<Optional<Candidate>> findCandidate(String channel, UUID purchase, String serialNumber);

    /**
     * A voucher that is to be replaced, and what the new one must look like.
     *
     * @param serialLength digits of a serial number
     */
    record Candidate(SoldVoucher voucher, PinFormat pinFormat, int serialLength) {}

    /**
     * Blocks the old voucher, writes the new one and the answer in one transaction, or nothing. Whether the old one can be
     * replaced and the key can seal is judged by what stands in the books at that moment. No money moves.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED, NOT_FOUND,
     *     VOUCHER_RESERVED, VOUCHER_NOT_REPLACEABLE, STATE_CONFLICT, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED,
     *     CHANNEL_SUSPENDED. Fails with PinCollisionException if a PIN index or a serial number exists already.
     */
    Future<Outcome<Replacement>> record(Draft draft);

    /**
     * A replacement to be recorded.
     *
     * @param requestDigest SHA-256 over the decoded fields of the request
     * @param replaced serial number of the old voucher
     * @param key what the new voucher is sealed to
     */
    record Draft(
            UUID id,
            String channel,
            String reference,
            byte[] requestDigest,
            String terminal,
            UUID purchase,
            String replaced,
            SealingKey key,
            Instant at,
            SealedVoucher voucher) {}
}
