package io.sealcharge.platform.app;

import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Makes a terminal share keys with the platform. The keys are sealed to the terminal's own key first, then the
 * registration is written with its answer. A terminal that exists never gets its keys a second time.
 */
public final class RegisterTerminal {
    private static final int FIRST_GENERATION = 1;

    private final TerminalStore terminals;
    private final ActiveChannels channels;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;

    public RegisterTerminal(TerminalStore terminals, ChannelStore channels, Keys keys, Ids ids, InstantSource clock) {
        this.terminals = terminals;
        this.channels = new ActiveChannels(channels);
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A registration.
     *
     * @param terminal the channel's name for it
     * @param key that the shared keys are sealed to
     */
    public record Order(String reference, String terminal, TerminalPublicKey key) {
        byte[] digest() {
            return RequestDigest.of("register terminal")
                    .text(reference)
                    .text(terminal)
                    .text(key.toJwkJson())
                    .sum();
        }
    }

    /**
     * @return Done; Done replayed; or Refused with REFERENCE_REUSED, TERMINAL_EXISTS, CHANNEL_SUSPENDED. Fails with
     *     UnavailableException.
     */
    public Future<Outcome<KeyHandover>> execute(Caller caller, Order order) {
        byte[] digest = order.digest();
        // The name first: who finds it taken by this very request, sent twice, finds the answer too.
        return channels.ifActive(
                caller,
                () -> terminals
                        .findActive(caller.channel(), order.terminal())
                        .compose(active -> terminals
                                .findHandover(caller.channel(), order.reference())
                                .compose(stored -> {
                                    if (stored.isPresent()) {
                                        return Future.succeededFuture(
                                                stored.get().answerTo(digest));
                                    }
                                    return active.isPresent()
                                            ? Future.succeededFuture(Outcome.refused(Refusal.TERMINAL_EXISTS))
                                            : register(caller.channel(), order, digest);
                                })));
    }

    private Future<Outcome<KeyHandover>> register(String channel, Order order, byte[] digest) {
        TerminalKeyId id = new TerminalKeyId(channel, ids.next(), FIRST_GENERATION, keys.newestTerminalMasterEpoch());
        return keys.sealTerminalKeys(id, order.key(), order.reference()).compose(envelope -> {
            KeyHandover first = new KeyHandover(
                    id,
                    order.terminal(),
                    order.reference(),
                    order.key().thumbprint(),
                    envelope,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return terminals
                    .register(first, digest)
                    .recover(failure -> UnknownCommit.resolve(
                            failure,
                            () -> terminals.findHandover(channel, order.reference()),
                            digest,
                            stored -> stored.key().equals(id)));
        });
    }
}
