package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgChannelStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static PgChannelStore channels;

    @BeforeAll
    static void open() {
        channels = new PgChannelStore(Shop.open(DB.database()).database);
    }

    @Test
    void aChannelIsFoundWithItsScopesAndAnEmptySetOfKeys() {
        assertThat(await(channels.find(CHANNEL))).hasValueSatisfying(found -> {
            assertThat(found.channel()).isEqualTo(new Channel(CHANNEL, "Channel north", true, Scope.all(false)));
            assertThat(found.jwkSet().replace(" ", "")).isEqualTo("{\"keys\":[]}");
        });
        assertThat(await(channels.find("nobody"))).isEmpty();
    }

    @Test
    void anAssertionIsUsedOncePerChannel() {
        assertThat(await(channels.useAssertion(CHANNEL, "jti-1", NOW))).isTrue();
        assertThat(await(channels.useAssertion(CHANNEL, "jti-1", NOW.plusSeconds(9))))
                .isFalse();
        assertThat(await(channels.useAssertion(OTHER_CHANNEL, "jti-1", NOW))).isTrue();
    }

    @Test
    void anAssertionUsedByManyAtOnceIsAcceptedOnce() {
        var used = IntStream.range(0, 20)
                .mapToObj(i -> channels.useAssertion(CHANNEL, "jti-contested", NOW))
                .toList();

        assertThat(used.stream().map(DatabaseExtension::await).filter(Boolean::booleanValue))
                .hasSize(1);
    }

    @Test
    void assertionsPastTheirTimeAreForgottenSomeAtATime() {
        DB.execute("DELETE FROM token_jti");
        Future<Boolean> all = Future.succeededFuture(true);
        for (int i = 0; i < 5; i++) {
            String jti = "jti-old-" + i;
            int seconds = i;
            all = all.compose(done -> channels.useAssertion(CHANNEL, jti, NOW.plusSeconds(seconds)));
        }
        await(all);

        assertThat(await(channels.forgetExpiredAssertions(NOW.plusSeconds(3), 3)))
                .isEqualTo(3);
        assertThat(await(channels.forgetExpiredAssertions(NOW.plusSeconds(3), 3)))
                .isEqualTo(1);
        assertThat(DB.number("SELECT count(*) FROM token_jti")).isOne();
    }
}
