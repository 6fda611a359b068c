package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import java.util.Optional;

/**
 * All that decides on a first recharge request before it may cost an HSM call.
 *
 * @param stored what was answered to this reference before
 * @param barred whether the terminal is barred
 */
public record RequestStanding(boolean channelActive, Optional<Remembered<RechargeRequest>> stored, boolean barred) {

    /** Why there is no key for it. */
    Optional<Refusal> fault() {
        if (!channelActive) {
            return Optional.of(Refusal.CHANNEL_SUSPENDED);
        }
        return barred ? Optional.of(Refusal.TERMINAL_BARRED) : Optional.empty();
    }
}
