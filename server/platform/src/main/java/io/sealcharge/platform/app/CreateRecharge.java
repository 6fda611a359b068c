package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.platform.app.Keys.OpenedPin;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The second recharge request: opens the envelope with the request's one-time key, or with the key that the terminal
 * shares, and redeems the voucher for the phone number, exactly once.
 */
public final class CreateRecharge {
    private final RechargeStore recharges;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;
    private final GuessDefence defence;
    private final Redemptions redemptions;

    public CreateRecharge(
            RechargeStore recharges,
            Keys keys,
            Ids ids,
            InstantSource clock,
            GuessDefence defence,
            Redemptions redemptions) {
        this.recharges = recharges;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.defence = defence;
        this.redemptions = redemptions;
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
     * @return Done (a refused recharge is Done with ending Refused, one that is under way with ending Pending or
     *     BeingRedeemedByYou); Done replayed; or Refused with REFERENCE_REUSED, CHANNEL_SUSPENDED, TERMINAL_BARRED,
     *     KID_UNKNOWN, KID_FOREIGN, KID_USED, KID_EXPIRED, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED, and then nothing was
     *     written. Fails with UnavailableException or CoolingException, and then the key and the reference are not used
     *     up; with MalformedEnvelopeException if the algorithm is for the other kind of key.
     */
    public Future<Outcome<Recharge>> execute(Caller caller, Command command) {
        return defence.admit(caller, () -> recharge(caller, command));
    }

    /** Nothing costs an HSM call before the key is known to be this request's and good. */
    private Future<Outcome<Recharge>> recharge(Caller caller, Command command) {
        byte[] digest = command.digest();
        Instant now = clock.instant();
        GuessDefence.Settings limits = defence.settings();
        RechargeStore.Look look = new RechargeStore.Look(
                caller.channel(),
                command.reference(),
                command.envelope().kid(),
                command.terminal(),
                command.phoneNumber(),
                now.minus(limits.window()),
                limits.numberRefusals());
        return recharges.standing(look).compose(standing -> {
            if (standing.channelActive() && standing.stored().isPresent()) {
                return Future.succeededFuture(standing.stored().get().answerTo(digest));
            }
            Optional<Refusal> fault = standing.fault(command.envelope().kid(), command.terminal(), now);
            if (fault.isPresent()) {
                return Future.succeededFuture(Outcome.refused(fault.get()));
            }
            if (standing.numberRefusedAt().isPresent()) {
                Instant until = defence.coolUntil(standing.numberRefusedAt().get());
                return Future.failedFuture(new CoolingException(Duration.between(now, until)));
            }
            RechargeKeyGrant key = standing.request().orElseThrow().request().key();
            return open(command.envelope(), key)
                    .compose(opened -> redeem(attempt(caller, command, digest, opened)))
                    .onSuccess(outcome -> forgetIfSpent(outcome, key))
                    .compose(this::finish);
        });
    }

    /** A recharge key is no shared key and a shared key no recharge key, and the algorithm must not say so. */
    private Future<OpenedPin> open(RechargeEnvelope envelope, RechargeKeyGrant key) {
        return switch (key) {
            case RechargeKeyGrant.Assigned assigned -> {
                envelope.requireOwn();
                yield keys.openRecharge(envelope, assigned.key());
            }
            case RechargeKeyGrant.Shared shared -> {
                envelope.requireShared();
                yield keys.openSharedRecharge(envelope, shared.key());
            }
        };
    }

    private Future<Outcome<Recharge>> finish(Outcome<Recharge> outcome) {
        return outcome instanceof Outcome.Done<Recharge>(Recharge reserved, boolean replayed) && !replayed
                ? redemptions.finish(reserved).map(Outcome::done)
                : Future.succeededFuture(outcome);
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
                .redeem(
                        attempt,
                        new RechargeStore.Rules(
                                defence.settings().window(),
                                defence.settings().terminalRefusals(),
                                redemptions.askAfter()))
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> recharges.findRecharge(attempt.channel(), attempt.reference()),
                        attempt.requestDigest(),
                        stored -> stored.id().equals(attempt.id())));
    }

    private void forgetIfSpent(Outcome<Recharge> outcome, RechargeKeyGrant key) {
        if (!(key instanceof RechargeKeyGrant.Assigned assigned)) {
            return;
        }
        boolean spent = switch (outcome) {
            case Outcome.Done<Recharge> done -> !(done.value().ending() instanceof Recharge.BeingRedeemedByYou);
            case Outcome.Refused<Recharge>(Refusal refusal) ->
                refusal == Refusal.KID_USED || refusal == Refusal.KID_EXPIRED;
        };
        if (spent) {
            keys.forgetRechargeKey(assigned.key());
        }
    }
}
