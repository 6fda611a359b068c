package io.sealcharge.platform.app;

import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import java.time.Instant;
import java.util.Optional;

/**
 * All that decides on a second recharge request before it may cost an HSM call.
 *
 * @param stored what was answered to this reference before
 * @param request the first request of this reference
 * @param elsewhere a request of the same channel that was given the envelope's key, under another reference
 * @param sharedKey whether the envelope's key is one that a terminal of the channel shares
 * @param barred whether the terminal is barred
 * @param numberRefusedAt when the phone number had the refusal that makes it cool down; empty if it had fewer
 */
public record RechargeStanding(
        boolean channelActive,
        Optional<Remembered<Recharge>> stored,
        Optional<KeyOnFile> request,
        Optional<Elsewhere> elsewhere,
        boolean sharedKey,
        boolean barred,
        Optional<Instant> numberRefusedAt) {

    /** Of a key that belongs to another reference. */
    public record Elsewhere(KeyState state, Instant expiresAt) {}

    /**
     * Why the request's key must not be used. A key that nobody can use any more is told as such, whatever it was made
     * for: no other reference would help.
     */
    public Optional<Refusal> fault(String kid, String terminal, Instant now) {
        if (!channelActive) {
            return Optional.of(Refusal.CHANNEL_SUSPENDED);
        }
        if (barred) {
            return Optional.of(Refusal.TERMINAL_BARRED);
        }
        Optional<KeyOnFile> own =
                request.filter(onFile -> onFile.request().key().kid().equals(kid));
        if (own.isPresent()) {
            return fault(own.get(), now)
                    .or(() -> own.get().request().terminal().equals(terminal)
                            ? Optional.empty()
                            : Optional.of(Refusal.KID_FOREIGN));
        }
        if (sharedKey) {
            // known, but this reference was not begun with it
            return Optional.of(Refusal.KID_FOREIGN);
        }
        return elsewhere
                .map(key -> fault(key.state(), key.expiresAt(), now).orElse(Refusal.KID_FOREIGN))
                .or(() -> Optional.of(Refusal.KID_UNKNOWN));
    }

    /** That a terminal was revoked is told as such, although its requests are void then too. */
    private static Optional<Refusal> fault(KeyOnFile onFile, Instant now) {
        SharedKeyOnFile shared = onFile.shared();
        Optional<Refusal> revoked =
                shared == null || onFile.state() == KeyState.USED ? Optional.empty() : shared.faultForOpening();
        return revoked.or(() -> fault(onFile.state(), onFile.request().expiresAt(), now));
    }

    private static Optional<Refusal> fault(KeyState state, Instant expiresAt, Instant now) {
        return switch (state) {
            case USED -> Optional.of(Refusal.KID_USED);
            case VOID -> Optional.of(Refusal.KID_EXPIRED);
            case OUTSTANDING -> now.isBefore(expiresAt) ? Optional.empty() : Optional.of(Refusal.KID_EXPIRED);
        };
    }
}
