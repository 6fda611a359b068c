package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.app.Keys.OpenedPin;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.PinIndex;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HsmKeysRechargeTest {
    private static final Instant EXPIRES_AT = Instant.parse("2026-11-22T08:02:00Z");
    private static final String PIN = "123456789012345678";
    private static final String PHONE = "+8613800138000";

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));

    private IssuedKey issue() {
        return keys.issueRechargeKey("shop", "till-1", "ref-1", EXPIRES_AT).result();
    }

    private RechargeKey verified(IssuedKey issued) {
        return RechargeKeyStatement.verify(issued.statement(), test.pins());
    }

    private RechargeEnvelope envelope(IssuedKey issued, KeyEncryption encryption) {
        try (RechargeContent content = new RechargeContent(new Pin(PIN.toCharArray()), PHONE, "ref-1")) {
            return RechargeEnvelope.parse(RechargeEnvelope.seal(content, verified(issued), encryption));
        }
    }

    private PinIndex index(int epoch) {
        return new PinIndex(
                test.token.mac(new KeyId(KeyRole.PIN_INDEX, epoch), PIN.getBytes(StandardCharsets.US_ASCII)), epoch);
    }

    /** An envelope whose tag is wrong. */
    private RechargeEnvelope spoiled(IssuedKey issued) {
        RechargeContent content = new RechargeContent(new Pin(PIN.toCharArray()), PHONE, "ref-1");
        String sealed = RechargeEnvelope.seal(content, verified(issued), KeyEncryption.ECDH_ES);
        char last = sealed.charAt(sealed.length() - 2);
        return RechargeEnvelope.parse(sealed.substring(0, sealed.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + sealed.charAt(sealed.length() - 1));
    }

    @Test
    void theStatementNamesTheKeyAndWhomItIsFor() {
        IssuedKey issued = issue();

        RechargeKey key = verified(issued);

        assertThat(key.kid()).isEqualTo(issued.key().kid());
        assertThat(key.point()).isEqualTo(P256Point.ofUncompressed(issued.key().publicPoint()));
        assertThat(key.issuer()).isEqualTo("urn:sealcharge:local");
        assertThat(key.channel()).isEqualTo("shop");
        assertThat(key.terminal()).isEqualTo("till-1");
        assertThat(key.reference()).isEqualTo("ref-1");
        assertThat(key.expiresAt()).isEqualTo(EXPIRES_AT);
        assertThat(issued.key().wrapEpoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void opensAndIndexesUnderTheLiveEpoch(KeyEncryption encryption) {
        IssuedKey issued = issue();

        OpenedPin opened =
                keys.openRecharge(envelope(issued, encryption), issued.key()).result();

        assertThat(opened).isEqualTo(new OpenedPin(List.of(index(1)), PHONE, "ref-1"));
    }

    @Test
    void indexesUnderAllLiveEpochs() {
        test.rotate(KeyRole.PIN_INDEX);
        keys.use(test.keys);
        IssuedKey issued = issue();

        OpenedPin opened = keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key())
                .result();

        assertThat(opened.candidates()).containsExactly(index(2), index(1));
    }

    @Test
    void opensFromTheWrappedCopyWhenThisNodeDoesNotHoldTheKey() {
        IssuedKey issued = issue();
        test.token.destroyOneTimeKey(issued.key().publicPoint());
        test.rotate(KeyRole.RECHARGE_WRAP);
        keys.use(test.keys);

        assertThat(keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key())
                        .result()
                        .phoneNumber())
                .isEqualTo(PHONE);
    }

    @Test
    void anUnreadableEnvelopeTakesTheSameStepsWithARandomPin() {
        test.rotate(KeyRole.PIN_INDEX);
        keys.use(test.keys);
        IssuedKey issued = issue();
        test.calls.clear();
        keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key());
        List<String> readable = List.copyOf(test.calls);
        test.calls.clear();

        OpenedPin first = keys.openRecharge(spoiled(issued), issued.key()).result();
        List<String> unreadable = List.copyOf(test.calls);
        OpenedPin second = keys.openRecharge(spoiled(issued), issued.key()).result();

        assertThat(unreadable).isEqualTo(readable).containsExactly("agree", "mac", "mac");
        assertThat(first.phoneNumber()).isNull();
        assertThat(first.reference()).isNull();
        assertThat(first.candidates()).extracting(PinIndex::epoch).containsExactly(2, 1);
        assertThat(first.candidates()).doesNotContainAnyElementsOf(second.candidates());
    }

    @Test
    void aPointThatTheHsmRefusesIsUnreadable() {
        IssuedKey issued = issue();
        test.token.failNext(HsmFailure.REFUSED);

        OpenedPin opened = keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key())
                .result();

        assertThat(opened.phoneNumber()).isNull();
        assertThat(opened.candidates()).hasSize(1);
    }

    @Test
    void aTemporaryFailureIsNotTakenForAnUnreadableEnvelope() {
        IssuedKey issued = issue();
        test.token.failNext(HsmFailure.SESSION_LOST);

        assertThat(keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key())
                        .cause())
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aLostWrappingKeyIsAFailureAndNoRefusal() {
        IssuedKey issued = issue();
        test.token.failNext(HsmFailure.KEY_MISSING);

        assertThat(keys.openRecharge(envelope(issued, KeyEncryption.ECDH_ES), issued.key())
                        .cause())
                .isInstanceOf(HsmException.class);
    }

    @Test
    void aKeyWithoutItsWrappedCopyOpensNothing() {
        IssuedKey issued = issue();
        RechargeEnvelope envelope = envelope(issued, KeyEncryption.ECDH_ES);
        AssignedKey used = new AssignedKey(issued.key().kid(), issued.key().publicPoint(), null, 1);

        assertThat(keys.openRecharge(envelope, used).cause()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aForgottenKeyIsDestroyed() {
        IssuedKey issued = issue();
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);

        keys.forgetRechargeKey(issued.key());
        keys.forgetRechargeKey(issued.key());

        assertThat(test.token.oneTimeKeysHeld()).isZero();
        assertThat(keys.outstandingRechargeKeys()).isZero();
        assertThat(test.calls).filteredOn("destroyOneTimeKey"::equals).hasSize(1);
    }

    @Test
    void keysPastTheirTimeAreDestroyedAndOthersKept() {
        issue();
        keys.issueRechargeKey("shop", "till-2", "ref-2", EXPIRES_AT.plusSeconds(60));

        keys.forgetExpiredRechargeKeys(EXPIRES_AT.minusMillis(1));
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(2);
        keys.forgetExpiredRechargeKeys(EXPIRES_AT);

        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);
        assertThat(keys.outstandingRechargeKeys()).isEqualTo(1);
    }

    @Test
    void aKeyThatCouldNotBeDestroyedIsDestroyedOnceItsTimeIsOver() {
        IssuedKey issued = issue();
        test.executor.refuseNext(HsmFailure.BUSY);
        keys.forgetRechargeKey(issued.key());
        assertThat(test.token.oneTimeKeysHeld()).isEqualTo(1);

        keys.forgetExpiredRechargeKeys(EXPIRES_AT);

        assertThat(test.token.oneTimeKeysHeld()).isZero();
    }

    @Test
    void aKeyMadeOnRequestButNotSignedIsDestroyed() {
        test.calls.clear();
        test.failOn("sign", HsmFailure.SESSION_LOST);

        assertThat(keys.issueRechargeKey("shop", "till-1", "ref-1", EXPIRES_AT).cause())
                .isInstanceOf(UnavailableException.class);

        assertThat(test.calls).containsExactly("generateOneTimeKey", "sign", "destroyOneTimeKey");
        assertThat(test.token.oneTimeKeysHeld()).isZero();
        assertThat(keys.outstandingRechargeKeys()).isZero();
    }

    @Test
    void aKeyMadeOnRequestAfterItsCallerGaveUpIsDestroyed() {
        test.executor.hold();
        Future<IssuedKey> late = keys.issueRechargeKey("shop", "till-1", "ref-1", EXPIRES_AT);
        test.executor.timeOutNext();

        test.executor.release();

        assertThat(late.cause()).isInstanceOf(UnavailableException.class);
        assertThat(test.token.oneTimeKeysHeld()).isZero();
    }

    @Test
    void anAccessTokenIsSignedByTheNewestKeyAndVerifiesAgainstThePublishedSet() throws ParseException, JOSEException {
        test.rotate(KeyRole.TOKEN_SIGNING);
        keys.use(test.keys);

        String token = keys.signAccessToken(Map.of("sub", "shop", "exp", 1_800_000_000L))
                .result();

        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet published = JWKSet.parse(keys.tokenKeySet());
        String kid = jwt.getHeader().getKeyID();
        assertThat(kid).isEqualTo(published.getKeys().getFirst().getKeyID());
        assertThat(jwt.getHeader().toJSONObject().keySet()).isEqualTo(Set.of("alg", "typ", "kid"));
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(jwt.verify(new ECDSAVerifier(published.getKeyByKeyId(kid).toECKey())))
                .isTrue();
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("shop");
    }
}
