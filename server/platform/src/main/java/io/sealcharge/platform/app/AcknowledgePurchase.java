package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The terminal has its vouchers: the platform need not keep their envelopes, if it could open them. */
public final class AcknowledgePurchase {
    private final AnswerStore answers;
    private final VoucherStore vouchers;
    private final ActiveChannels channels;
    private final InstantSource clock;

    public AcknowledgePurchase(AnswerStore answers, VoucherStore vouchers, ChannelStore channels, InstantSource clock) {
        this.answers = answers;
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
        this.clock = clock;
    }

    /**
     * @return Done with the purchase as it is from now on, without envelopes if it was sealed to a shared key; or Refused
     *     with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Purchase>> execute(Caller caller, UUID id) {
        return channels.ifActive(
                caller,
                () -> answers.acknowledge(caller.channel(), id, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .compose(known -> vouchers.getPurchase(caller.channel(), id))
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
