package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.MemoryTerminalStore;
import io.sealcharge.platform.app.RegisterTerminal;
import io.sealcharge.platform.app.RotateTerminal;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Registrations with keys that the HSM derives: who shares a name shares no key. */
final class SameNameKeysTest {
    private static final TerminalPrivateKey OWN = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));
    private final Ids ids = new TimeOrderedIds(clock, new SecureRandom());
    private final MemoryTerminalStore terminals = new MemoryTerminalStore();
    private final RegisterTerminal register = new RegisterTerminal(terminals, new AllChannels(), keys, ids, clock);
    private final RotateTerminal rotate = new RotateTerminal(terminals, new AllChannels(), keys, clock);

    /** Every channel is there and active. */
    private static final class AllChannels implements ChannelStore {
        @Override
        public Future<Optional<RegisteredChannel>> find(String channelId) {
            return Future.succeededFuture(Optional.of(
                    new RegisteredChannel(new Channel(channelId, channelId, true, Scope.all(false)), "{}")));
        }

        @Override
        public Future<Boolean> useAssertion(String channelId, String jti, Instant expiresAt) {
            return Future.succeededFuture(true);
        }

        @Override
        public Future<Integer> forgetExpiredAssertions(Instant now, int limit) {
            return Future.succeededFuture(0);
        }
    }

    private static KeyHandover done(Future<Outcome<KeyHandover>> future) {
        return ((Outcome.Done<KeyHandover>) future.result()).value();
    }

    private static List<String> keysIn(KeyHandover handover) {
        try (TerminalKeys opened = TerminalKeysEnvelope.open(handover.envelope(), OWN)) {
            assertThat(opened.kid()).isEqualTo(handover.key().kid());
            assertThat(opened.reference()).isEqualTo(handover.reference());
            return List.of(
                    HexFormat.of().formatHex(opened.toTerminal().bytes()),
                    HexFormat.of().formatHex(opened.toPlatform().bytes()));
        }
    }

    @Test
    void terminalsOfOneNameInTwoChannelsAndAllGenerationsHaveDifferentKeys() {
        List<String> derived = new ArrayList<>();
        for (String channel : List.of("north", "south")) {
            Caller caller = new Caller(channel, Set.of(), "trace");
            KeyHandover first =
                    done(register.execute(caller, new RegisterTerminal.Order("reg-1", "till-1", OWN.publicKey())));
            derived.addAll(keysIn(first));
            derived.addAll(keysIn(done(rotate.execute(
                    caller, new RotateTerminal.Order(first.key().terminal(), "rot-1", OWN.publicKey())))));
        }

        assertThat(derived).hasSize(8).doesNotHaveDuplicates();
    }
}
