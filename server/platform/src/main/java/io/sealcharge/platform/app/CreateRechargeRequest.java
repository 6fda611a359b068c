package io.sealcharge.platform.app;

import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.RechargeStore.RecordedRequest;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first recharge request: assigns a one-time key to exactly this request and signs it for the terminal, or takes note
 * that the second request will be under a key that the terminal shares.
 */
public final class CreateRechargeRequest {
    private final RechargeStore recharges;
    private final SharedKeyStore sharedKeys;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;
    private final GuessDefence defence;
    private final Settings settings;

    public CreateRechargeRequest(
            RechargeStore recharges,
            SharedKeyStore sharedKeys,
            Keys keys,
            Ids ids,
            InstantSource clock,
            GuessDefence defence,
            Settings settings) {
        this.recharges = recharges;
        this.sharedKeys = sharedKeys;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.defence = defence;
        this.settings = settings;
    }

    /** @param keyLifetime from the request until its key expires */
    public record Settings(Duration keyLifetime, RechargeStore.Limits limits) {}

    /**
     * A first recharge request.
     *
     * @param sharedKey that the envelope will be encrypted with; null asks for a key
     */
    public record Order(
            String reference, String terminal, @Nullable TerminalKid sharedKey) {

        byte[] digest() {
            RequestDigest digest =
                    RequestDigest.of("recharge request").text(reference).text(terminal);
            return (sharedKey == null ? digest : digest.text("terminalKey").text(sharedKey.toString())).sum();
        }
    }

    /**
     * @return Done; Done replayed; or Refused with REFERENCE_REUSED, CHANNEL_SUSPENDED, TERMINAL_BARRED,
     *     TOO_MANY_OUTSTANDING; for a shared key also KID_UNKNOWN, KID_FOREIGN, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED.
     *     Fails with UnavailableException.
     */
    public Future<Outcome<RechargeRequest>> execute(Caller caller, Order order) {
        return defence.admit(caller, () -> request(caller.channel(), order));
    }

    private Future<Outcome<RechargeRequest>> request(String channel, Order order) {
        byte[] digest = order.digest();
        return recharges.standing(channel, order.reference(), order.terminal()).compose(standing -> {
            if (standing.channelActive() && standing.stored().isPresent()) {
                return Future.succeededFuture(standing.stored().get().answerTo(digest));
            }
            return standing.fault()
                    .map(refusal -> Future.succeededFuture(Outcome.<RechargeRequest>refused(refusal)))
                    .orElseGet(() -> {
                        TerminalKid shared = order.sharedKey();
                        return shared == null ? assign(channel, order, digest) : share(channel, order, shared, digest);
                    });
        });
    }

    /** Takes no HSM. */
    private Future<Outcome<RechargeRequest>> share(String channel, Order order, TerminalKid kid, byte[] digest) {
        return sharedKeys.findKey(channel, kid).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Outcome.refused(Refusal.KID_UNKNOWN));
            }
            SharedKeyOnFile key = found.get();
            if (!key.isOf(order.terminal())) {
                return Future.succeededFuture(Outcome.refused(Refusal.KID_FOREIGN));
            }
            Optional<Refusal> fault = key.faultForRequest();
            if (fault.isPresent()) {
                return Future.succeededFuture(Outcome.refused(fault.get()));
            }
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return record(request(channel, order, new RechargeKeyGrant.Shared(key.id()), at), digest);
        });
    }

    private RechargeRequest request(String channel, Order order, RechargeKeyGrant key, Instant at) {
        return new RechargeRequest(
                ids.next(), channel, order.reference(), order.terminal(), key, at.plus(settings.keyLifetime()), at);
    }

    private Future<Outcome<RechargeRequest>> assign(String channel, Order order, byte[] digest) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = at.plus(settings.keyLifetime());
        return keys.issueRechargeKey(channel, order.terminal(), order.reference(), expiresAt)
                .compose(issued -> {
                    RechargeKeyGrant grant = new RechargeKeyGrant.Assigned(issued.key(), issued.statement());
                    return record(request(channel, order, grant, at), digest).onComplete(recorded -> {
                        if (recorded.failed() || !carries(recorded.result(), issued)) {
                            // Nobody will get this key from this node. Should the write turn out committed after all,
                            // the
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
