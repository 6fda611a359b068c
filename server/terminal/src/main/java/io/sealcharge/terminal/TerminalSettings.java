package io.sealcharge.terminal;

import io.sealcharge.envelope.PinnedKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What a terminal needs to know.
 *
 * @param platform base URL, such as {@code https://platform.example}; plain http to loopback only
 * @param terminal id of this terminal, 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 * @param credentials of the channel
 * @param pins the platform's {@code envelope-signing} keys that this terminal trusts
 * @param folder where keys and requests are kept
 * @param timeout for one answer
 * @param clock to compare expiries with
 * @param polling how long to wait for a pending recharge
 */
public record TerminalSettings(
        URI platform,
        String terminal,
        ChannelCredentials credentials,
        PinnedKeys pins,
        Path folder,
        Duration timeout,
        Clock clock,
        Polling polling) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** With 15 seconds for an answer and the system's clock. */
    public TerminalSettings(
            URI platform, String terminal, ChannelCredentials credentials, PinnedKeys pins, Path folder) {
        this(platform, terminal, credentials, pins, folder, DEFAULT_TIMEOUT, Clock.systemUTC());
    }

    /** Waits half a minute for a pending recharge. */
    public TerminalSettings(
            URI platform,
            String terminal,
            ChannelCredentials credentials,
            PinnedKeys pins,
            Path folder,
            Duration timeout,
            Clock clock) {
        this(platform, terminal, credentials, pins, folder, timeout, clock, Polling.DEFAULT);
    }

    public TerminalSettings {
        References.check(terminal, "terminal");
    }
}
