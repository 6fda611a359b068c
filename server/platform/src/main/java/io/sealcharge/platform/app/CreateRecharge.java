package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.platform.app.Keys.OpenedPin;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The second recharge request: opens the envelope with the request's one-time key and redeems the voucher for the phone
 * number, exactly once.
 */
public final class CreateRecharge {
    private final RechargeStore recharges;
    private final ActiveChannels channels;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;

    public CreateRecharge(RechargeStore recharges, ChannelStore channels, Keys keys, Ids ids, InstantSource clock) {
        this.recharges = recharges;
        this.channels = new ActiveChannels(channels);
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A second recharge request, structurally sound.
     *
     * @param phoneNumber E.164
     * @param envelopeText the envelope as it was sent
     */
    public record Command(
            String reference, String terminal, String phoneNumber, RechargeEnvelope envelope, String envelopeText) {

        byte[] digest() {
            return RequestDigest.of("recharge")
                    .text(reference)
                    .text(terminal)
                    .text(phoneNumber)
                    .text(envelopeText)
                    .sum();
        }
    }

    /**
     * @return Done (a refused recharge is Done with ending Refused); Done replayed; or Refused with REFERENCE_REUSED,
     *     CHANNEL_SUSPENDED, KID_UNKNOWN, KID_FOREIGN, KID_USED, KID_EXPIRED, and then nothing was written. Fails with
     *     UnavailableException, and then the key and the reference are not used up.
     */
    public Future<Outcome<Recharge>> execute(Caller caller, Command command) {
        byte[] digest = command.digest();
        return recharges
                .findRecharge(caller.channel(), command.reference())
                .compose(stored -> stored.isPresent()
                        ? channels.ifActive(
                                caller,
                                () -> Future.succeededFuture(stored.get().answerTo(digest)))
                        : recharge(caller, command, digest));
    }

    /** Nothing costs an HSM call before the key is known to be this request's and good. */
    private Future<Outcome<Recharge>> recharge(Caller caller, Command command, byte[] digest) {
        return recharges.findKey(caller.channel(), command.envelope().kid()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Outcome.refused(Refusal.KID_UNKNOWN));
            }
            Optional<Refusal> fault = faultOf(found.get(), command, clock.instant());
            if (fault.isPresent()) {
                return Future.succeededFuture(Outcome.refused(fault.get()));
            }
            // A recharge key is no shared key, and the algorithm must not say so.
            command.envelope().requireOwn();
            AssignedKey key = found.get().request().key();
            return keys.openRecharge(command.envelope(), key)
                    .compose(opened -> redeem(attempt(caller, command, digest, opened)))
                    .onSuccess(outcome -> forgetIfSpent(outcome, key));
        });
    }

    /** A key that nobody can use any more is told as such, whatever it was made for: no other reference would help. */
    private static Optional<Refusal> faultOf(KeyOnFile key, Command command, Instant now) {
        RechargeRequest request = key.request();
        boolean own = request.reference().equals(command.reference())
                && request.terminal().equals(command.terminal());
        return switch (key.state()) {
            case USED -> Optional.of(Refusal.KID_USED);
            case VOID -> Optional.of(Refusal.KID_EXPIRED);
            case OUTSTANDING -> {
                if (!now.isBefore(request.expiresAt())) {
                    yield Optional.of(Refusal.KID_EXPIRED);
                }
                yield own ? Optional.empty() : Optional.of(Refusal.KID_FOREIGN);
            }
        };
    }

    private Attempt attempt(Caller caller, Command command, byte[] digest, OpenedPin opened) {
        boolean bound = command.phoneNumber().equals(opened.phoneNumber())
                && command.reference().equals(opened.reference());
        return new Attempt(
                ids.next(),
                caller.channel(),
                command.reference(),
                digest,
                command.terminal(),
                command.envelope().kid(),
                command.phoneNumber(),
                opened.candidates(),
                bound,
                caller.traceId(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Future<Outcome<Recharge>> redeem(Attempt attempt) {
        return recharges
                .redeem(attempt)
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> recharges.findRecharge(attempt.channel(), attempt.reference()),
                        attempt.requestDigest(),
                        stored -> stored.id().equals(attempt.id())));
    }

    private void forgetIfSpent(Outcome<Recharge> outcome, AssignedKey key) {
        boolean spent = switch (outcome) {
            case Outcome.Done<Recharge> done -> true;
            case Outcome.Refused<Recharge>(Refusal refusal) ->
                refusal == Refusal.KID_USED || refusal == Refusal.KID_EXPIRED;
        };
        if (spent) {
            keys.forgetRechargeKey(key);
        }
    }
}
