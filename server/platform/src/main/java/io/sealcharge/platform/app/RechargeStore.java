package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Recharge requests, their one-time keys and recharges at rest. Failures: UnavailableException. */
public interface RechargeStore {

    Future<Optional<VoucherStore.Remembered<RechargeRequest>>> findRequest(String channel, String reference);

    /**
     * Writes a first recharge request and voids the unused one its terminal may still have.
     *
     * @return Done with the request and the keys that it voided; Done replayed; or Refused with REFERENCE_REUSED,
     *     CHANNEL_SUSPENDED, TOO_MANY_OUTSTANDING
     */
    Future<Outcome<RecordedRequest>> recordRequest(RechargeRequest request, byte[] requestDigest, Limits limits);

    /** Bounds on outstanding keys, checked when one is recorded. */
    record Limits(int perChannel, int inAll) {}

    record RecordedRequest(RechargeRequest request, List<AssignedKey> voided) {}

    /** A key that was handed to this channel, with its state now. */
    Future<Optional<KeyOnFile>> findKey(String channel, String kid);

    /** @param state outstanding, used or void */
    record KeyOnFile(RechargeRequest request, KeyState state) {}

    enum KeyState {
        OUTSTANDING,
        USED,
        VOID
    }

    Future<Optional<VoucherStore.Remembered<Recharge>>> findRecharge(String channel, String reference);

    Future<Optional<Recharge>> getRecharge(String channel, UUID id);

    /**
     * Judges and writes a recharge in one transaction: marks the key used and deletes its wrapped copy, finds the
     * voucher, redeems it or refuses, posts the money and keeps the answer.
     *
     * @return Done (a refused recharge is Done with ending Refused); Done replayed; or Refused with REFERENCE_REUSED,
     *     CHANNEL_SUSPENDED, KID_UNKNOWN, KID_EXPIRED, KID_USED, and then nothing was written
     */
    Future<Outcome<Recharge>> redeem(Attempt attempt);

    /**
     * A second recharge request whose envelope has been opened.
     *
     * @param requestDigest SHA-256 over the decoded fields of the request
     * @param candidates the PIN's index under each live epoch
     * @param bound whether the envelope repeats this request's phone number and reference; if not it is refused
     */
    record Attempt(
            UUID id,
            String channel,
            String reference,
            byte[] requestDigest,
            String terminal,
            String kid,
            String phoneNumber,
            List<PinIndex> candidates,
            boolean bound,
            String traceId,
            Instant at) {}

    /** Embedded balances of a phone number, one per currency. */
    Future<List<Money>> balances(String phoneNumber);

    /** Voids outstanding keys past their time and deletes their wrapped copies; returns how many. */
    Future<Integer> expireKeys(Instant now, int limit);
}
