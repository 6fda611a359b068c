package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.AssignedKey.Kind;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

final class RechargeKeyWindowTest {
    private static final Instant FIRST = Instant.parse("2026-11-22T08:02:00Z");

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ofSeconds(2)));

    private Future<IssuedKey> issue(String reference, Instant expiresAt) {
        return keys.issueRechargeKey("shop", "till-" + reference, reference, expiresAt);
    }

    @Test
    void requestsOfAWindowShareAKeyAndHaveStatementsOfTheirOwn() {
        IssuedKey one = issue("ref-1", FIRST).result();
        IssuedKey two = issue("ref-2", FIRST.plusSeconds(2)).result();

        assertThat(two.key()).isEqualTo(one.key());
        assertThat(one.key().kind()).isEqualTo(Kind.WINDOW);
        assertThat(RechargeKeyStatement.verify(one.statement(), test.pins()).reference())
                .isEqualTo("ref-1");
        assertThat(RechargeKeyStatement.verify(two.statement(), test.pins()).reference())
                .isEqualTo("ref-2");
        assertThat(RechargeKeyStatement.verify(two.statement(), test.pins()).expiresAt())
                .isEqualTo(FIRST.plusSeconds(2));
        assertThat(Collections.frequency(test.calls, "generateOneTimeKey")).isEqualTo(1);
    }

    @Test
    void theNextWindowHasAnotherKey() {
        IssuedKey one = issue("ref-1", FIRST).result();
        IssuedKey two = issue("ref-2", FIRST.plusMillis(2_001)).result();

        assertThat(two.key().kid()).isNotEqualTo(one.key().kid());
    }

    @Test
    void requestsThatComeTogetherWaitForOneKey() {
        test.executor.hold();
        Future<IssuedKey> one = issue("ref-1", FIRST);
        Future<IssuedKey> two = issue("ref-2", FIRST);
        test.executor.release();

        assertThat(two.result().key()).isEqualTo(one.result().key());
        assertThat(Collections.frequency(test.calls, "generateOneTimeKey")).isEqualTo(1);
    }

    @Test
    void theKeyOpensForTheOthersWhenOneRequestIsDone() {
        IssuedKey one = issue("ref-1", FIRST).result();
        IssuedKey two = issue("ref-2", FIRST).result();
        AssignedKey fromTheDatabase = one.key();

        keys.forgetRechargeKey(fromTheDatabase);

        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);
        try (RechargeContent content =
                new RechargeContent(new Pin("123456789012345678".toCharArray()), "+8613800138000", "ref-2")) {
            RechargeEnvelope envelope = RechargeEnvelope.parse(RechargeEnvelope.seal(
                    content, RechargeKeyStatement.verify(two.statement(), test.pins()), KeyEncryption.ECDH_ES));
            assertThat(keys.openRecharge(envelope, two.key()).result().reference())
                    .isEqualTo("ref-2");
        }
    }

    @Test
    void theKeyIsDestroyedOnceNoRequestOfItsWindowCanLive() {
        issue("ref-1", FIRST);
        issue("ref-2", FIRST.plusSeconds(2));

        keys.forgetExpiredRechargeKeys(FIRST.plusMillis(1_999));
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);
        keys.forgetExpiredRechargeKeys(FIRST.plusSeconds(2));

        assertThat(test.token.oneTimeKeysHeld()).isZero();
        assertThat(keys.outstandingRechargeKeys()).isZero();
    }

    @Test
    void aKeyThatCouldNotBeMadeIsTriedAnewByTheNextRequest() {
        test.failOn("generateOneTimeKey", HsmFailure.SESSION_LOST);

        assertThat(issue("ref-1", FIRST).cause()).isInstanceOf(UnavailableException.class);

        assertThat(issue("ref-2", FIRST).succeeded()).isTrue();
    }

    @Test
    void aKeyWhoseMakingTookTooLongIsDestroyedAndNotShared() {
        test.executor.hold();
        Future<IssuedKey> late = issue("ref-1", FIRST);
        test.executor.timeOutNext();
        test.executor.release();

        assertThat(late.cause()).isInstanceOf(UnavailableException.class);
        assertThat(test.token.oneTimeKeysHeld()).isZero();
        assertThat(issue("ref-2", FIRST).succeeded()).isTrue();
    }

    @Test
    void aStatementThatCouldNotBeSignedLeavesTheKeyToTheOthers() {
        test.failOn("sign", HsmFailure.SESSION_LOST);
        assertThat(issue("ref-1", FIRST).failed()).isTrue();

        assertThat(issue("ref-2", FIRST).succeeded()).isTrue();

        assertThat(Collections.frequency(test.calls, "generateOneTimeKey")).isEqualTo(1);
    }
}
