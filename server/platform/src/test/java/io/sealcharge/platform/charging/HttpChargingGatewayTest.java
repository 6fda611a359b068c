package io.sealcharge.platform.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.sealcharge.platform.charging.ChargingStub.Asked;
import io.sealcharge.platform.domain.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The contract of the gateway against a charging system over real HTTP that behaves in every way it can. */
class HttpChargingGatewayTest {
    private static final String SECRET = "k7Qm-bearer-of-the-test";
    private static final String NUMBER = "+8613800138000";
    private static final String REJECTED = "+8613800138009";
    private static final int TIMEOUT_MS = 300;
    private static final int PATIENT_MS = 10_000;
    private static final int CONNECTIONS = 3;

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static BearerToken token;

    private final ChargingStub stub = new ChargingStub();
    private HttpChargingGateway gateway;
    private HttpChargingGateway patient;

    @BeforeAll
    static void begin() throws IOException {
        vertx = Vertx.vertx();
        token = BearerToken.from(Files.writeString(folder.resolve("token"), SECRET + "\n"));
    }

    @AfterAll
    static void end() {
        vertx.close();
    }

    @BeforeEach
    void open() {
        gateway = gateway(token, TIMEOUT_MS);
        patient = gateway(token, PATIENT_MS);
        stub.rejects(REJECTED);
    }

    private HttpChargingGateway gateway(BearerToken bearer, int timeoutMs) {
        return new HttpChargingGateway(
                vertx, new HttpChargingGateway.Settings(stub.url(), bearer, timeoutMs, CONNECTIONS));
    }

    @AfterEach
    void close() {
        gateway.close();
        patient.close();
        stub.close();
    }

    @Test
    void creditsOnceWhateverIsAskedAgainAndSaysWhatBecameOfIt() {
        Redemption credited = redemption(NUMBER);
        Redemption refused = redemption(REJECTED);

        assertThat(ended(patient.ask(credited))).isEmpty();
        for (int time = 0; time < 3; time++) {
            assertThat(ended(patient.credit(credited))).isEqualTo(Verdict.CREDITED);
            assertThat(ended(patient.credit(refused))).isEqualTo(Verdict.REJECTED);
            assertThat(ended(patient.ask(credited))).contains(Verdict.CREDITED);
            assertThat(ended(patient.ask(refused))).contains(Verdict.REJECTED);
        }

        assertThat(stub.creditedMinor(NUMBER)).isEqualTo(5_000);
        assertThat(stub.creditedMinor(REJECTED)).isZero();
        assertThat(stub.faults()).isEmpty();
        assertThat(stub.asked()).extracting(Asked::authorization).containsOnly("Bearer " + SECRET);
    }

    @Test
    void sendsNoCredentialWhereNoneIsSet() {
        HttpChargingGateway open = gateway(null, PATIENT_MS);

        assertThat(ended(open.credit(redemption(NUMBER)))).isEqualTo(Verdict.CREDITED);

        assertThat(stub.asked()).extracting(Asked::authorization).containsExactly("");
        open.close();
    }

    @Test
    void waitsForALateAnswer() {
        stub.answers(ChargingManner.LATE);

        assertThat(ended(patient.credit(redemption(NUMBER)))).isEqualTo(Verdict.CREDITED);
    }

    @Test
    void whatComesAfterItsTimeIsUnknownAndCanBeAskedFor() {
        Redemption redemption = redemption(NUMBER);
        stub.answers(ChargingManner.LATE);

        requireUnknown(gateway.credit(redemption));

        stub.answers(ChargingManner.AT_ONCE);
        assertThat(ended(patient.ask(redemption))).contains(Verdict.CREDITED);
        assertThat(stub.creditedMinor(NUMBER)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChargingManner.class,
            mode = Mode.EXCLUDE,
            names = {"AT_ONCE", "LATE", "TWICE", "CONTRADICTING"})
    void whatIsNoAnswerLeavesTheOutcomeUnknown(ChargingManner manner) {
        Redemption redemption = redemption(NUMBER);
        stub.answers(manner);

        long from = System.nanoTime();
        requireUnknown(gateway.credit(redemption));
        requireUnknown(gateway.ask(redemption));

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(10L * TIMEOUT_MS));
        // a line that was given up is not kept, and the next request gets a good one
        eventually(() -> stub.connections() <= 1);
        stub.answers(ChargingManner.AT_ONCE);
        assertThat(ended(patient.credit(redemption))).isEqualTo(Verdict.CREDITED);
        assertThat(stub.creditedMinor(NUMBER)).isEqualTo(5_000);
        assertThat(stub.faults()).isEmpty();
    }

    @Test
    void aSystemThatIsAwayLeavesTheOutcomeUnknown() {
        stub.refuse();

        requireUnknown(gateway.credit(redemption(NUMBER)));

        stub.comeBack();
        assertThat(ended(patient.credit(redemption(NUMBER)))).isEqualTo(Verdict.CREDITED);
    }

    @Test
    void aSecondAnswerIsNeverTakenForThatOfTheNextRequest() {
        for (int i = 0; i < 30; i++) {
            stub.answers(ChargingManner.TWICE);
            boolean reject = i % 2 == 0;
            Future<Verdict> verdict = patient.credit(redemption(reject ? REJECTED : NUMBER));
            eventually(verdict::isComplete);
            if (verdict.succeeded()) {
                assertThat(verdict.result()).isEqualTo(reject ? Verdict.REJECTED : Verdict.CREDITED);
            } else {
                requireUnknown(verdict);
            }
        }
        stub.answers(ChargingManner.AT_ONCE);
        eventually(() -> ended(patient.ask(redemption(NUMBER))).isEmpty());
    }

    /** What cannot even wait is told at once; and no connection is lost to those that have waited too long. */
    @Test
    void keepsItsConnectionsAndItsQueueWithinBounds() {
        stub.answers(ChargingManner.SILENT);
        int waiting = 4 * CONNECTIONS;
        HttpChargingGateway busy = gateway(token, 8 * TIMEOUT_MS);

        List<Future<Verdict>> asked = IntStream.range(0, CONNECTIONS + waiting + 5)
                .mapToObj(i -> busy.credit(redemption(NUMBER)))
                .toList();
        eventually(() -> asked.stream().filter(Future::isComplete).count() >= 5);
        // those that wait while the first connections are made count as waiting, too
        assertThat(asked.stream().filter(Future::isComplete)).hasSizeBetween(5, 5 + CONNECTIONS);
        // before the first time-out: then the stub sees lines end later than the gateway that ends them
        eventually(() -> stub.asked().size() == CONNECTIONS);
        assertThat(stub.mostConnections()).isEqualTo(CONNECTIONS);
        asked.forEach(HttpChargingGatewayTest::requireUnknown);

        stub.answers(ChargingManner.AT_ONCE);
        // the last ones leave the queue a moment after they are told
        eventually(() -> {
            Future<Verdict> next = busy.credit(redemption(NUMBER));
            eventually(next::isComplete);
            return next.succeeded();
        });
        List<Future<Verdict>> later = IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> busy.credit(redemption(NUMBER)))
                .toList();
        assertThat(later).extracting(HttpChargingGatewayTest::ended).containsOnly(Verdict.CREDITED);
        eventually(() -> stub.connections() <= CONNECTIONS);
        busy.close();
    }

    private static Redemption redemption(String number) {
        return new Redemption(UUID.randomUUID(), number, new Money(5_000, "CNY"));
    }

    private static <T> T ended(Future<T> future) {
        eventually(future::isComplete);
        assertThat(future.succeeded()).as("%s", future.cause()).isTrue();
        return future.result();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5))
                .pollInSameThread()
                .atMost(Duration.ofMillis(PATIENT_MS))
                .until(condition);
    }

    /** And says so without telling the secret. */
    private static void requireUnknown(Future<?> asked) {
        eventually(asked::isComplete);
        assertThat(asked.failed()).as("%s", asked.result()).isTrue();
        for (Throwable cause = asked.cause(); cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause)).doesNotContain(SECRET);
        }
        assertThat(Optional.ofNullable(asked.cause().getMessage())).isPresent();
    }
}
