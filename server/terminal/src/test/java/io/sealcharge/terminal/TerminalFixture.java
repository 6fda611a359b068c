package io.sealcharge.terminal;

import com.nimbusds.jose.jwk.ECKey;
import io.sealcharge.envelope.PinnedKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake platform, a folder and a clock that stands still. */
abstract class TerminalFixture {
    static final String PHONE = "+8613800138000";

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(FakePlatform.NOW);
    final ChannelCredentials credentials = ChannelCredentials.generate(FakePlatform.CHANNEL);
    final List<Exchange> exchanges = new ArrayList<>();
    private final List<Terminal> opened = new ArrayList<>();
    FakePlatform platform;

    @BeforeEach
    void startPlatform() throws IOException, ParseException {
        platform = new FakePlatform();
        platform.channelKey = ECKey.parse(credentials.publicJwkJson());
    }

    @AfterEach
    void stopPlatform() {
        opened.forEach(Terminal::close);
        platform.close();
    }

    Terminal terminal() {
        return terminal(exchanges::add);
    }

    Terminal terminal(ExchangeListener listener) {
        return terminal(platform.pins(), listener);
    }

    Terminal terminal(PinnedKeys pins, ExchangeListener listener) {
        return terminal(pins, Duration.ofSeconds(20), listener);
    }

    Terminal terminal(Duration timeout) {
        return terminal(platform.pins(), timeout, ExchangeListener.NONE);
    }

    private Terminal terminal(PinnedKeys pins, Duration timeout, ExchangeListener listener) {
        Terminal terminal = new Terminal(
                new TerminalSettings(
                        platform.uri(),
                        FakePlatform.TERMINAL,
                        credentials,
                        pins,
                        folder.resolve("store"),
                        timeout,
                        clock,
                        new Polling(Duration.ofMillis(1), 5)),
                listener);
        opened.add(terminal);
        return terminal;
    }

    List<Path> files() {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A crash: an error that no code may catch. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at the moment before requests to a path are sent. */
    static ExchangeListener crashBeforeSending(String path) {
        return new ExchangeListener() {
            @Override
            public void sending(String method, URI uri) {
                if (uri.getPath().equals(path)) {
                    throw new Crash();
                }
            }

            @Override
            public void received(Exchange exchange) {}
        };
    }

    /** Dies when the answer of a path has come and is not yet saved. */
    static ExchangeListener crashAfterAnswer(String path) {
        return exchange -> {
            if (exchange.uri().getPath().equals(path)) {
                throw new Crash();
            }
        };
    }

    static final class MovableClock extends Clock {
        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
