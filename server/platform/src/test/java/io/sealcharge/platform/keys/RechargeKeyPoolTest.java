package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RechargeKeyPoolTest {
    private static final Instant EXPIRES_AT = Instant.parse("2026-11-22T08:02:00Z");

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = keys(4);

    private HsmKeys keys(int pooled) {
        return new HsmKeys(
                test.executor,
                test.snapshot(),
                new SecureRandom(),
                new HsmKeys.Settings("urn:sealcharge:local", pooled, Duration.ZERO));
    }

    private Future<IssuedKey> issue(int number) {
        return keys.issueRechargeKey("shop", "till-" + number, "ref-" + number, EXPIRES_AT);
    }

    @Test
    void isFilledInTheBackgroundAndNeverBeyondItsSize() {
        assertThat(keys.pooledRechargeKeys()).isZero();

        keys.start();
        keys.start();

        assertThat(keys.pooledRechargeKeys()).isEqualTo(4);
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(4);
    }

    @Test
    void makesOneKeyAtATimeSoThatRequestsPassBy() {
        test.executor.hold();

        keys.start();
        keys.start();

        assertThat(test.executor.waiting()).isEqualTo(1);
        test.executor.runNext();
        assertThat(test.executor.waiting()).isEqualTo(1);
        assertThat(keys.pooledRechargeKeys()).isEqualTo(1);
    }

    @Test
    void aRequestTakesAKeyMadeAheadAndAnotherIsMade() {
        keys.start();
        test.executor.hold();
        test.calls.clear();

        Future<IssuedKey> issued = issue(1);
        assertThat(keys.pooledRechargeKeys()).isEqualTo(3);
        test.executor.release();

        assertThat(issued.succeeded()).isTrue();
        assertThat(test.calls).containsExactlyInAnyOrder("generateOneTimeKey", "sign");
        assertThat(keys.pooledRechargeKeys()).isEqualTo(4);
    }

    @Test
    void noKeyIsGivenOutTwice() {
        keys.start();
        Set<String> kids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            kids.add(issue(i).result().key().kid());
        }

        assertThat(kids).hasSize(20);
    }

    @Test
    void anEmptyPoolMakesTheKeyOnRequest() {
        test.executor.hold();
        Future<IssuedKey> issued = issue(1);
        test.executor.release();

        assertThat(issued.succeeded()).isTrue();
    }

    @Test
    void aPoolOfSizeNoneMakesEachKeyOnRequest() {
        HsmKeys onRequest = keys(0);
        onRequest.start();
        assertThat(test.token.oneTimeKeysHeld()).isZero();

        assertThat(onRequest
                        .issueRechargeKey("shop", "till-1", "ref-1", EXPIRES_AT)
                        .succeeded())
                .isTrue();
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);
    }

    @Test
    void aKeyThatWasNotHandedOutAfterAllGoesBack() {
        keys.start();
        test.failOn("sign", HsmFailure.SESSION_LOST);

        assertThat(issue(1).cause()).isInstanceOf(UnavailableException.class);

        assertThat(keys.pooledRechargeKeys()).isEqualTo(4);
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(4);
    }

    @Test
    void aKeyThatFindsItsPlaceTakenIsDestroyed() {
        keys.start();
        test.executor.hold();
        Future<IssuedKey> issuing = issue(1);
        // The refill comes first, so that there is no place for the key that comes back.
        test.executor.runNext();
        test.executor.timeOutNext();
        test.executor.release();

        assertThat(issuing.failed()).isTrue();
        assertThat(keys.pooledRechargeKeys()).isEqualTo(4);
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(4);
    }

    @Test
    void stopsAtAFailureAndGoesOnWhenAskedAgain() {
        test.executor.refuseNext(HsmFailure.UNAVAILABLE);
        keys.start();
        assertThat(keys.pooledRechargeKeys()).isZero();
        assertThat(test.executor.submitted()).isEqualTo(1);

        keys.forgetExpiredRechargeKeys(Instant.EPOCH);

        assertThat(keys.pooledRechargeKeys()).isEqualTo(4);
    }

    @Test
    void aKeyMadeAheadTooLateIsDestroyed() {
        test.executor.hold();
        keys.start();
        test.executor.timeOutNext();
        test.executor.release();

        assertThat(keys.pooledRechargeKeys()).isEqualTo(test.token.oneTimeKeysHeld());
    }
}
