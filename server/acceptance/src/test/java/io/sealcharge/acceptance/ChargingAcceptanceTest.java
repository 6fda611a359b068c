package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.acceptance.Api.Reply;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.platform.charging.ChargingManner;
import io.sealcharge.platform.charging.ChargingStub;
import io.sealcharge.platform.charging.ChargingStub.Asked;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Redemptions with a charging system over real HTTP that answers late, twice, wrongly or never: none is lost, none gives
 * its value twice, and what is not known is asked about and never guessed.
 */
@Tag("real")
class ChargingAcceptanceTest {
    private static final ChargingStub CHARGING = new ChargingStub();
    private static final String TOKEN = "charging-token-8d1f";
    private static final String OTHER_NUMBER = "+8613900139000";

    @RegisterExtension
    static final Installation INSTALLATION = new Installation("""
            charging:
              external:
                url: %s
                credentialFile: charging.token
                timeoutMs: 1400
                answerWithinMs: 250
                askAgainMs: 1401
                askAgainMostMs: 1500
            """.formatted(CHARGING.url()));

    /** What brings no answer that can be trusted, however often it is asked. */
    private static final List<ChargingManner> NO_ANSWERS = List.of(
            ChargingManner.SILENT,
            ChargingManner.DEAF,
            ChargingManner.GONE_AFTERWARDS,
            ChargingManner.GONE_BEFORE,
            ChargingManner.ENDLESS,
            ChargingManner.CUT_OFF,
            ChargingManner.OTHER_ID,
            ChargingManner.NOT_FINAL,
            ChargingManner.TWO_STATUSES,
            ChargingManner.NO_JSON,
            ChargingManner.TOO_LONG,
            ChargingManner.BROKEN,
            ChargingManner.REDIRECTING);

    private int numbers;

    @BeforeAll
    static void giveCredential() throws IOException {
        Path file = INSTALLATION.root().resolve("charging.token");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, TOKEN);
        INSTALLATION.mustStaySecret(TOKEN);
    }

    @AfterAll
    static void close() {
        CHARGING.close();
    }

    @Test
    void whateverTheChargingSystemDoesEachVoucherGivesItsValueOnce() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        try (Api api = new Api(platform.url())) {
            Shop shop = new Shop(INSTALLATION, api);
            anAnswerAtOnceSettlesAtOnce(shop);
            aSecondAnswerChangesNothing(shop);
            aLateAnswerSettlesWithoutBeingAskedFor(shop);
            aSystemThatIsAwayIsAskedWhenItIsBack(shop);
            whatIsBeingRedeemedIsGivenToNobodyElse(shop);
            aRejectedVoucherKeepsItsValue(shop);
            INSTALLATION.requireSoundBooks();
        }
        assertThat(refusedRecharges())
                .as("guesses: only the one for another number")
                .isEqualTo(1);
        noAnswerLeavesItPendingUntilThereIsOneAlsoAfterAKill(platform);
        INSTALLATION.requireSoundBooks();
        assertThat(refusedRecharges()).isEqualTo(1);
        assertThat(CHARGING.faults()).isEmpty();
        assertThat(CHARGING.asked()).extracting(Asked::authorization).containsOnly("Bearer " + TOKEN);
    }

    private void anAnswerAtOnceSettlesAtOnce(Shop shop) {
        Redemption redemption = Redemption.prepare(shop, number());

        JsonObject told = requireRedeemed(redemption);

        assertThat(CHARGING.asked(redemption.phoneNumber()))
                .containsExactly(new Asked("PUT", told.getString("id"), redemption.phoneNumber(), "Bearer " + TOKEN));
    }

    private void aSecondAnswerChangesNothing(Shop shop) {
        Redemption redemption = Redemption.prepare(shop, number());
        CHARGING.answers(redemption.phoneNumber(), ChargingManner.TWICE);

        requireRedeemed(redemption);
        requireOneCredit(redemption);
    }

    private void aLateAnswerSettlesWithoutBeingAskedFor(Shop shop) {
        Redemption redemption = Redemption.prepare(shop, number());
        CHARGING.answers(redemption.phoneNumber(), ChargingManner.LATE);

        String id = pendingId(redemption.send());

        assertThat(requireRedeemed(redemption).getString("id")).isEqualTo(id);
        assertThat(CHARGING.asked(redemption.phoneNumber()))
                .extracting(Asked::method)
                .containsExactly("PUT");
    }

    private void aSystemThatIsAwayIsAskedWhenItIsBack(Shop shop) {
        Redemption redemption = Redemption.prepare(shop, number());
        CHARGING.refuse();

        requirePending(redemption);
        CHARGING.comeBack();
        requireRedeemed(redemption);

        // never heard of there, so told anew
        assertThat(CHARGING.asked(redemption.phoneNumber()))
                .extracting(Asked::method)
                .containsExactly("PUT");
        requireOneCredit(redemption);
    }

    private void whatIsBeingRedeemedIsGivenToNobodyElse(Shop shop) {
        String number = number();
        CHARGING.answers(number, ChargingManner.SILENT);
        try (VoucherSecret voucher = shop.voucher()) {
            Redemption first = Redemption.of(shop, voucher, number, "till-first");
            Redemption second = Redemption.of(shop, voucher, number, "till-second");
            Redemption elsewhere = Redemption.of(shop, voucher, OTHER_NUMBER, "till-elsewhere");

            String id = requirePending(first);
            Reply pointed = second.send();
            Reply refused = elsewhere.send();

            assertThat(pointed.status()).isEqualTo(202);
            assertThat(pointed.json().getString("rechargeId")).isEqualTo(id);
            assertThat(refused.json().getString("code")).isEqualTo("recharge_refused");
            CHARGING.answers(number, ChargingManner.AT_ONCE);
            requireRedeemed(first);
            assertThat(second.send().json().getString("status")).isEqualTo("already_redeemed_by_you");
            assertThat(elsewhere.send().text()).isEqualTo(refused.text());
            requireOneCredit(first);
            assertThat(CHARGING.creditedMinor(OTHER_NUMBER)).isZero();
        }
    }

    private void aRejectedVoucherKeepsItsValue(Shop shop) {
        String number = number();
        String good = number();
        CHARGING.rejects(number);
        try (VoucherSecret voucher = shop.voucher()) {
            Redemption redemption = Redemption.of(shop, voucher, number, "till-rejected");

            Reply rejected = ended(redemption);

            assertThat(rejected.status()).isEqualTo(422);
            assertThat(rejected.json().getString("code")).isEqualTo("charging_rejected");
            assertThat(redemption.send().text()).isEqualTo(rejected.text());
            assertThat(redemption.voucherState()).isEqualTo("sold");
            assertThat(CHARGING.asked(number)).hasSize(1);

            Redemption again = Redemption.of(shop, voucher, good, "till-good");
            requireRedeemed(again);
            requireOneCredit(again);
            assertThat(redemption.send().text()).isEqualTo(rejected.text());
        }
        assertThat(CHARGING.creditedMinor(number)).isZero();
    }

    private void noAnswerLeavesItPendingUntilThereIsOneAlsoAfterAKill(PlatformProcess platform) {
        Map<ChargingManner, Redemption> open = new LinkedHashMap<>();
        Map<ChargingManner, String> ids = new LinkedHashMap<>();
        try (Api api = new Api(platform.url())) {
            Shop shop = new Shop(INSTALLATION, api);
            for (ChargingManner manner : NO_ANSWERS) {
                Redemption redemption = Redemption.prepare(shop, number());
                CHARGING.answers(redemption.phoneNumber(), manner);
                ids.put(manner, requirePending(redemption));
                open.put(manner, redemption);
            }
            // asked about again and again, and still nobody knows
            open.values()
                    .forEach(redemption -> eventually(
                            () -> CHARGING.asked(redemption.phoneNumber()).size() >= 3));
            open.forEach((manner, redemption) ->
                    assertThat(requirePending(redemption)).as("%s", manner).isEqualTo(ids.get(manner)));
        }
        platform.kill();
        NO_ANSWERS.forEach(manner -> CHARGING.answers(open.get(manner).phoneNumber(), ChargingManner.AT_ONCE));
        PlatformProcess restarted = INSTALLATION.start();
        try (Api api = new Api(restarted.url())) {
            Shop shop = new Shop(INSTALLATION, api);
            open.replaceAll((manner, redemption) -> redemption.at(shop));
            open.values()
                    .forEach(redemption -> eventually(() -> redemption.send().status() == 200));
            open.forEach((manner, redemption) -> {
                JsonObject told = requireRedeemed(redemption);
                assertThat(told.getString("id")).as("%s", manner).isEqualTo(ids.get(manner));
                requireOneCredit(redemption);
            });
            assertThat(api.metrics()).contains("sealcharge_charging_contradictions_total 0.0");
        }
    }

    /** Sends it, and gives the id of the recharge. */
    private static String requirePending(Redemption redemption) {
        String id = pendingId(redemption.send());
        assertThat(redemption.voucherState()).isEqualTo("reserved");
        return id;
    }

    private static String pendingId(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().getString("status")).isEqualTo("pending");
        return reply.json().getString("rechargeId");
    }

    /** Sends it until there is a final answer, on a slow machine more than once. */
    private static Reply ended(Redemption redemption) {
        eventually(() -> redemption.send().status() != 202);
        return redemption.send();
    }

    private static JsonObject requireRedeemed(Redemption redemption) {
        Reply reply = ended(redemption);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("redeemed");
        assertThat(redemption.voucherState()).isEqualTo("redeemed");
        return reply.json();
    }

    /** Under one id, however often it was asked. */
    private static void requireOneCredit(Redemption redemption) {
        List<Asked> asked = CHARGING.asked(redemption.phoneNumber());
        assertThat(new ArrayList<>(asked))
                .extracting(Asked::id)
                .containsOnly(asked.getFirst().id());
        assertThat(CHARGING.creditedMinor(redemption.phoneNumber())).isEqualTo(Installation.FACE_VALUE_MINOR);
    }

    private static long refusedRecharges() throws SQLException {
        try (DatabaseContent database = DatabaseContent.in(INSTALLATION.databaseFolder())) {
            return database.number("SELECT count(*) FROM recharge WHERE outcome = 'refused'");
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    /** One that nothing was asked for before. */
    private String number() {
        return "+86138001382" + (10 + numbers++);
    }
}
