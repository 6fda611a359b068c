package io.sealcharge.platform.app;

import io.sealcharge.platform.app.ReplacementStore.Candidate;
import io.sealcharge.platform.app.ReplacementStore.Draft;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a terminal that lost its key a new voucher for one that it cannot open any more, once for each. The new one is
 * always minted: the same face value, currency and expiry, another PIN. The envelope is made first; then the old voucher is
 * blocked and the new one written, so that never both can be spent.
 */
public final class ReplaceVoucher {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceVoucher.class);
    private static final int COLLISIONS_FORGIVEN = 3;

    private final ReplacementStore replacements;
    private final SharedKeys sharedKeys;
    private final ActiveChannels channels;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;

    public ReplaceVoucher(
            ReplacementStore replacements,
            SharedKeys sharedKeys,
            ChannelStore channels,
            Keys keys,
            Ids ids,
            InstantSource clock) {
        this.replacements = replacements;
        this.sharedKeys = sharedKeys;
        this.channels = new ActiveChannels(channels);
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Which voucher a terminal wants replaced.
     *
     * @param reference of the replacement, not of the purchase
     * @param key the new voucher is sealed to it
     */
    public record Order(String reference, String terminal, UUID purchase, String serialNumber, KeyOrder key) {
        byte[] digest() {
            RequestDigest digest = RequestDigest.of("replacement")
                    .text(reference)
                    .text(terminal)
                    .text(purchase.toString())
                    .text(serialNumber);
            return KeyOrder.digest(digest, key).sum();
        }
    }

    /**
     * @return Done; Done replayed, its envelope maybe erased; or Refused with REFERENCE_REUSED, NOT_FOUND, VOUCHER_RESERVED,
     *     VOUCHER_NOT_REPLACEABLE, STATE_CONFLICT if its batch is locked or void, KID_UNKNOWN, KID_FOREIGN,
     *     TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Replacement>> execute(Caller caller, Order order) {
        byte[] digest = order.digest();
        return channels.ifActive(
                caller,
                () -> replacements
                        .find(caller.channel(), order.reference())
                        .compose(stored -> stored.isPresent()
                                ? Future.succeededFuture(stored.get().answerTo(digest))
                                : look(caller.channel(), order, digest)));
    }

    /** What cannot be replaced needs no PIN: it is judged here first, and again when the new one is written. */
    private Future<Outcome<Replacement>> look(String channel, Order order, byte[] digest) {
        return replacements
                .findCandidate(channel, order.purchase(), order.serialNumber())
                .compose(found -> {
                    if (found.isEmpty()) {
                        return refuse(Refusal.NOT_FOUND);
                    }
                    Optional<Refusal> refusal = found.get().voucher().notReplaceable(clock.instant());
                    if (refusal.isPresent()) {
                        return refuse(refusal.get());
                    }
                    return sharedKeys
                            .toSealWith(channel, order.terminal(), order.key(), 1)
                            .compose(key -> switch (key) {
                                case Outcome.Refused<SealingKey>(Refusal why) -> refuse(why);
                                case Outcome.Done<SealingKey> done ->
                                    mintAndRecord(
                                            new Quote(channel, order, digest, found.get(), done.value()),
                                            COLLISIONS_FORGIVEN);
                            });
                });
    }

    private static Future<Outcome<Replacement>> refuse(Refusal refusal) {
        return Future.succeededFuture(Outcome.refused(refusal));
    }

    private record Quote(String channel, Order order, byte[] digest, Candidate old, SealingKey key) {}

    private Future<Outcome<Replacement>> mintAndRecord(Quote quote, int collisionsLeft) {
        Candidate old = quote.old();
        VoucherFace face = new VoucherFace(
                ids.serialNumber(old.serialLength()),
                old.voucher().face().faceValue(),
                old.voucher().face().expiresAt());
        return keys.mint(old.pinFormat(), quote.order().reference(), quote.key(), List.of(face))
                .compose(minted -> record(quote, minted.getFirst()))
                .recover(failure -> {
                    if (failure instanceof PinCollisionException && collisionsLeft > 0) {
                        LOG.warn("a minted PIN or serial number exists already: minting again");
                        return mintAndRecord(quote, collisionsLeft - 1);
                    }
                    return Future.failedFuture(failure);
                });
    }

    private Future<Outcome<Replacement>> record(Quote quote, SealedVoucher minted) {
        Order order = quote.order();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Draft draft = new Draft(
                ids.next(),
                quote.channel(),
                order.reference(),
                quote.digest(),
                order.terminal(),
                order.purchase(),
                order.serialNumber(),
                quote.key(),
                at,
                minted);
        return replacements
                .record(draft)
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> replacements.find(draft.channel(), draft.reference()),
                        quote.digest(),
                        stored -> stored.id().equals(draft.id())));
    }
}
