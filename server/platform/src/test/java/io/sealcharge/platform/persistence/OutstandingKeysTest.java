package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RechargeStore.RecordedRequest;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class OutstandingKeysTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static int references;

    @BeforeEach
    void noneOutstanding() {
        if (shop == null) {
            shop = Shop.open(DB.database());
        }
        DB.execute("UPDATE recharge_request SET state = 'void', wrapped_private_key = NULL");
    }

    @Test
    void aChannelBeyondItsQuotaIsRefusedAndAnotherIsNot() {
        Limits limits = new Limits(2, 100);
        assertThat(ask(CHANNEL, "t-1", limits)).isInstanceOf(Outcome.Done.class);
        assertThat(ask(CHANNEL, "t-2", limits)).isInstanceOf(Outcome.Done.class);

        assertThat(ask(CHANNEL, "t-3", limits)).isEqualTo(Outcome.refused(Refusal.TOO_MANY_OUTSTANDING));
        assertThat(outstanding()).isEqualTo(2);
        assertThat(ask(OTHER_CHANNEL, "t-3", limits)).isInstanceOf(Outcome.Done.class);
        // replacing its own key needs no further place
        assertThat(done(ask(CHANNEL, "t-1", limits)).voided()).hasSize(1);
    }

    @Test
    void beyondTheCapOfAllEveryoneIsToldToComeBackLater() {
        Limits limits = new Limits(100, 2);
        ask(CHANNEL, "t-1", limits);
        ask(OTHER_CHANNEL, "t-1", limits);

        assertThatThrownBy(() -> ask(CHANNEL, "t-2", limits))
                .isInstanceOfSatisfying(UnavailableException.class, full -> {
                    assertThat(full.part()).isEqualTo(UnavailableException.Part.CAPACITY);
                    assertThat(full.retryAfterSeconds()).isPositive();
                });
        assertThat(ask(CHANNEL, "t-1", limits)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void keysPastTheirTimeTakeUpNoPlace() {
        Limits limits = new Limits(1, 1);
        record(CHANNEL, "t-1", NOW, limits);

        assertThat(ask(CHANNEL, "t-2", limits)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void expiredKeysAreVoidedSomeAtATimeAndLoseTheirCopies() {
        Limits limits = new Limits(100, 100);
        for (int i = 0; i < 5; i++) {
            record(CHANNEL, "t-" + i, NOW.plusSeconds(i), limits);
        }

        assertThat(await(shop.recharges.expireKeys(NOW.plusSeconds(3), 3))).isEqualTo(3);
        assertThat(await(shop.recharges.expireKeys(NOW.plusSeconds(3), 3))).isEqualTo(1);
        assertThat(await(shop.recharges.expireKeys(NOW.plusSeconds(3), 3))).isZero();

        assertThat(outstanding()).isOne();
        assertThat(DB.number("SELECT count(*) FROM recharge_request WHERE wrapped_private_key IS NOT NULL"))
                .isOne();
    }

    private static Outcome<RecordedRequest> ask(String channel, String terminal, Limits limits) {
        return record(channel, terminal, NOW.plusSeconds(120), limits);
    }

    private static Outcome<RecordedRequest> record(String channel, String terminal, Instant expiresAt, Limits limits) {
        String reference = "r-" + references++;
        return await(shop.recharges.recordRequest(
                Shop.request(channel, reference, terminal, expiresAt), Shop.digest(reference), limits));
    }

    private static long outstanding() {
        return DB.number("SELECT count(*) FROM recharge_request WHERE state = 'outstanding'");
    }
}
