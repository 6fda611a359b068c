package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recharge requests, their keys and recharges at rest. Failures: UnavailableException. */
public interface RechargeStore {

    Future<Optional<Remembered<RechargeRequest>>> findRequest(String channel, String reference);

    /** What a first request meets, in one read. */
    Future<RequestStanding> standing(String channel, String reference, String terminal);

    /**
     * Writes a first recharge request and voids the unused one its terminal may still have.
     *
     * @return Done with the request and the key pairs that it voided; Done replayed; or Refused with REFERENCE_REUSED,
     *     CHANNEL_SUSPENDED, TERMINAL_BARRED, TOO_MANY_OUTSTANDING; for a shared key also KID_UNKNOWN, TERMINAL_REVOKED,
     *     TERMINAL_KEY_EXHAUSTED
     */
    Future<Outcome<RecordedRequest>> recordRequest(RechargeRequest request, byte[] requestDigest, Limits limits);

    /** Bounds on outstanding keys, checked when one is recorded. */
    record Limits(int perChannel, int inAll) {}

    record RecordedRequest(RechargeRequest request, List<AssignedKey> voided) {}

    /**
     * @param state outstanding, used or void
     * @param shared the terminal's key, if it was granted one that it shares
     */
    record KeyOnFile(
            RechargeRequest request,
            KeyState state,
            @Nullable SharedKeyOnFile shared) {
        /** Of a request that was given a key pair. */
        public KeyOnFile(RechargeRequest request, KeyState state) {
            this(request, state, null);
        }
    }

    enum KeyState {
        OUTSTANDING,
        USED,
        VOID
    }

    /** What a second request meets, in one read. */
    Future<RechargeStanding> standing(Look look);

    /**
     * Which second request.
     *
     * @param numberWindow refusals of the phone number count from then on
     * @param numberRefusals so many of them make it cool down
     */
    record Look(
            String channel,
            String reference,
            String kid,
            String terminal,
            String phoneNumber,
            Instant numberWindow,
            int numberRefusals) {}

    Future<Optional<Remembered<Recharge>>> findRecharge(String channel, String reference);

    Future<Optional<Recharge>> getRecharge(String channel, UUID id);

    /**
     * Judges and writes a recharge in one transaction: marks the key used and deletes its wrapped copy, or counts one more
     * message under a shared key; finds the voucher, redeems, reserves or refuses it, posts the money and keeps the
     * answer. A refusal that is one too many bars the terminal.
     *
     * @return Done (a refused recharge is Done with ending Refused); Done with ending BeingRedeemedByYou, and then nothing
     *     was written; Done replayed; or Refused with REFERENCE_REUSED, CHANNEL_SUSPENDED, TERMINAL_BARRED, KID_UNKNOWN,
     *     KID_FOREIGN, KID_EXPIRED, KID_USED, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED, and then nothing was written
     */
    Future<Outcome<Recharge>> redeem(Attempt attempt, Rules rules);

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

    /**
     * What a redemption is judged by beside its facts.
     *
     * @param window over which a terminal's refusals are counted
     * @param terminalRefusals so many of them bar it
     * @param askAfter null redeems at once; otherwise the voucher is reserved, and the charging system is asked again
     *     after so long
     */
    record Rules(
            Duration window, int terminalRefusals, @Nullable Duration askAfter) {}

    /**
     * Ends a redemption that is pending: the voucher is redeemed and the money posted, or it is as it was before.
     *
     * @return the recharge as it is then, also if somebody else has ended it before
     */
    Future<Recharge> settle(UUID rechargeId, boolean credited, Instant at);

    /**
     * Takes some pending redemptions whose time to be asked about has come, and sets the next time: twice as long after
     * each ask.
     */
    Future<List<Recharge>> takeDue(Instant now, Duration firstPause, Duration longestPause, int limit);

    /** How many redemptions are pending, and since when the oldest. */
    Future<Open> open();

    record Open(long count, @Nullable Instant oldest) {}

    /** How many recharges were refused since then, by channel. */
    Future<List<Refusals>> refusals(Instant since);

    record Refusals(String channel, long count) {}

    /** Embedded balances of a phone number, one per currency. */
    Future<List<Money>> balances(String phoneNumber);

    /** Voids outstanding keys past their time and deletes their wrapped copies; returns how many. */
    Future<Integer> expireKeys(Instant now, int limit);

    /** Ends vouchers past their time, sold ones with their value; those being redeemed wait. Returns how many. */
    Future<Integer> expireVouchers(Instant now, int limit);
}
