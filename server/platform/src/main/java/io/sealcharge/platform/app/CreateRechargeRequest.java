package io.sealcharge.platform.app;

import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.RechargeStore.RecordedRequest;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The first recharge request: assigns a one-time key to exactly this request and signs it for the terminal. */
public final class CreateRechargeRequest {
    private final RechargeStore recharges;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;
    private final GuessDefence defence;
    private final Settings settings;

    public CreateRechargeRequest(
            RechargeStore recharges, Keys keys, Ids ids, InstantSource clock, GuessDefence defence, Settings settings) {
        this.recharges = recharges;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.defence = defence;
        this.settings = settings;
    }

    /** @param keyLifetime from the request until its key expires */
    public record Settings(Duration keyLifetime, RechargeStore.Limits limits) {}

    /**
     * @return Done; Done replayed; or Refused with REFERENCE_REUSED, CHANNEL_SUSPENDED, TERMINAL_BARRED,
     *     TOO_MANY_OUTSTANDING. Fails with
     *     UnavailableException.
     */
    public Future<Outcome<RechargeRequest>> execute(Caller caller, String reference, String terminal) {
        return defence.admit(caller, () -> request(caller.channel(), reference, terminal));
    }

    private Future<Outcome<RechargeRequest>> request(String channel, String reference, String terminal) {
        byte[] digest = RequestDigest.of("recharge request")
                .text(reference)
                .text(terminal)
                .sum();
        return recharges.standing(channel, reference, terminal).compose(standing -> {
            if (standing.channelActive() && standing.stored().isPresent()) {
                return Future.succeededFuture(standing.stored().get().answerTo(digest));
            }
            return standing.fault()
                    .map(refusal -> Future.succeededFuture(Outcome.<RechargeRequest>refused(refusal)))
                    .orElseGet(() -> assign(channel, reference, terminal, digest));
        });
    }

    private Future<Outcome<RechargeRequest>> assign(String channel, String reference, String terminal, byte[] digest) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = at.plus(settings.keyLifetime());
        return keys.issueRechargeKey(channel, terminal, reference, expiresAt).compose(issued -> {
            RechargeRequest request = new RechargeRequest(
                    ids.next(), channel, reference, terminal, issued.key(), expiresAt, issued.statement(), at);
            return record(request, digest).onComplete(recorded -> {
                if (recorded.failed() || !carries(recorded.result(), issued)) {
                    // Nobody will get this key from this node. Should the write turn out committed after all, the
                    // wrapped copy in the database finishes the request.
                    keys.forgetRechargeKey(issued.key());
                }
            });
        });
    }

    private static boolean carries(Outcome<RechargeRequest> outcome, IssuedKey issued) {
        return outcome instanceof Outcome.Done<RechargeRequest> done
                && done.value().key().kid().equals(issued.key().kid());
    }

    private Future<Outcome<RechargeRequest>> record(RechargeRequest request, byte[] digest) {
        return recharges
                .recordRequest(request, digest, settings.limits())
                .map(this::forgetVoided)
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> recharges.findRequest(request.channel(), request.reference()),
                        digest,
                        stored -> stored.id().equals(request.id())));
    }

    private Outcome<RechargeRequest> forgetVoided(Outcome<RecordedRequest> outcome) {
        return switch (outcome) {
            case Outcome.Done<RecordedRequest>(RecordedRequest recorded, boolean replayed) -> {
                for (AssignedKey voided : recorded.voided()) {
                    keys.forgetRechargeKey(voided);
                }
                yield new Outcome.Done<>(recorded.request(), replayed);
            }
            case Outcome.Refused<RecordedRequest>(var refusal) -> Outcome.refused(refusal);
        };
    }
}
