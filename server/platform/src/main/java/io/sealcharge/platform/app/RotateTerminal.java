package io.sealcharge.platform.app;

import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Terminal;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Gives a terminal the next generation of its shared keys, under the newest master key. The generation before opens what
 * was sealed with it and gets nothing new.
 */
public final class RotateTerminal {
    /** Each loss means that another rotation of the terminal got through. */
    private static final int LOSSES_FORGIVEN = 3;

    private static final int RETRY_AFTER_SECONDS = 1;

    private final TerminalStore terminals;
    private final ActiveChannels channels;
    private final Keys keys;
    private final InstantSource clock;

    public RotateTerminal(TerminalStore terminals, ChannelStore channels, Keys keys, InstantSource clock) {
        this.terminals = terminals;
        this.channels = new ActiveChannels(channels);
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A rotation.
     *
     * @param key that the shared keys are sealed to
     */
    public record Order(UUID terminal, String reference, TerminalPublicKey key) {
        byte[] digest() {
            return RequestDigest.of("rotate terminal")
                    .text(reference)
                    .text(terminal.toString())
                    .text(key.toJwkJson())
                    .sum();
        }
    }

    /**
     * @return Done; Done replayed; or Refused with REFERENCE_REUSED, NOT_FOUND, TERMINAL_REVOKED, CHANNEL_SUSPENDED. Fails
     *     with UnavailableException.
     */
    public Future<Outcome<KeyHandover>> execute(Caller caller, Order order) {
        byte[] digest = order.digest();
        return channels.ifActive(
                caller,
                () -> terminals
                        .findHandover(caller.channel(), order.reference())
                        .compose(stored -> stored.isPresent()
                                ? Future.succeededFuture(stored.get().answerTo(digest))
                                : rotate(caller.channel(), order, digest, LOSSES_FORGIVEN)));
    }

    private Future<Outcome<KeyHandover>> rotate(String channel, Order order, byte[] digest, int lossesLeft) {
        return terminals.get(channel, order.terminal()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Outcome.refused(Refusal.NOT_FOUND));
            }
            if (found.get().state() == Terminal.State.REVOKED) {
                return Future.succeededFuture(Outcome.refused(Refusal.TERMINAL_REVOKED));
            }
            return seal(found.get(), order, digest).recover(failure -> {
                if (!(failure instanceof StaleGenerationException)) {
                    return Future.failedFuture(failure);
                }
                return lossesLeft > 0
                        ? rotate(channel, order, digest, lossesLeft - 1)
                        : Future.failedFuture(new UnavailableException(Part.CAPACITY, RETRY_AFTER_SECONDS, failure));
            });
        });
    }

    /** What was sealed and not written has been seen by nobody. */
    private Future<Outcome<KeyHandover>> seal(Terminal terminal, Order order, byte[] digest) {
        TerminalKeyId id = new TerminalKeyId(
                terminal.channel(), terminal.id(), terminal.generation() + 1, keys.newestTerminalMasterEpoch());
        return keys.sealTerminalKeys(id, order.key(), order.reference()).compose(envelope -> {
            KeyHandover next = new KeyHandover(
                    id,
                    terminal.name(),
                    order.reference(),
                    order.key().thumbprint(),
                    envelope,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return terminals
                    .rotate(next, digest)
                    .recover(failure -> UnknownCommit.resolve(
                            failure,
                            () -> terminals.findHandover(terminal.channel(), order.reference()),
                            digest,
                            stored -> stored.equals(next)));
        });
    }
}
