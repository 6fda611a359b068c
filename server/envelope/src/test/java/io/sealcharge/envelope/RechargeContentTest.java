package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learnt only by decrypting has one answer. */
class RechargeContentTest {
    private static final String GOOD =
            "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}";

    static RechargeEnvelope sealed(byte[] plaintext) throws Exception {
        return RechargeEnvelope.parse(SealedJwe.seal(
                plaintext, EnvelopeKind.RECHARGE, KeyEncryption.ECDH_ES, "k", new ECDHEncrypter((ECPublicKey)
                        Samples.RECHARGE_PAIR.getPublic())));
    }

    private static RechargeContent open(String plaintext) throws Exception {
        return sealed(plaintext.getBytes(StandardCharsets.UTF_8)).open(Samples.opener());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                " {\"reference\" : \"recharge-1\",\n\"phoneNumber\":\"\\u002b8613800138000\", \"pin\":\"\\u003738201946527301846\"}\t"
            })
    void theSameContentMayBeWrittenInSeveralWays(String plaintext) throws Exception {
        assertThat(open(plaintext)).isEqualTo(Samples.recharge());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "null",
                "[]",
                "738201946527301846",
                "{}",
                "{\"pin\":\"738201946527301846\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\"}",
                "{\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":738201946527301846,\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"73820194652730184x\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"\\u0667382019465273018\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"123\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"13800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+0613800138000\",\"reference\":\"recharge-1\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":8613800138000,\"reference\":\"recharge-1\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a b\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":null}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":{}}",
                "{\"pin\":\"1234567890\",\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a\",\"reference\":\"a\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a\",\"amount\":1}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"ä\"}",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a\"} x",
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"a\"",
                "{\"pin\":\"738201946527301846"
            })
    void whatIsNotTheContentIsUnreadable(String plaintext) {
        assertUnreadable(() -> open(plaintext));
    }

    @Test
    void otherEncodingsOfJsonAreUnreadable() {
        assertUnreadable(() -> sealed(GOOD.getBytes(StandardCharsets.UTF_16BE)).open(Samples.opener()));
        assertUnreadable(() -> sealed(GOOD.getBytes(StandardCharsets.UTF_16LE)).open(Samples.opener()));
        assertUnreadable(() -> open("\ufeff" + GOOD));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aChangeOfAnyPartIsUnreadable(KeyEncryption encryption) {
        String compact = RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), encryption);
        String[] parts = compact.split("\\.", -1);
        for (int part = 1; part < 5; part++) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            if (bytes.length > 0) {
                bytes[bytes.length / 2] ^= 1;
                RechargeEnvelope changed = RechargeEnvelope.parse(
                        new CompactParts(compact).part(part, bytes).compact());
                assertUnreadable(() -> changed.open(Samples.opener()));
            }
        }
    }

    @Test
    void aChangedHeaderIsUnreadable() {
        String compact = RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES);
        RechargeEnvelope otherKid = RechargeEnvelope.parse(new CompactParts(compact)
                .header(header -> header.put("kid", "other"))
                .compact());
        RechargeEnvelope otherParty = RechargeEnvelope.parse(new CompactParts(compact)
                .header(header -> header.put("apu", "QWxpY2U"))
                .compact());

        assertUnreadable(() -> otherKid.open(Samples.opener()));
        assertUnreadable(() -> otherParty.open(Samples.opener()));
    }

    @Test
    void aKeyThatDoesNotUnwrapCostsADecryptionToo() {
        byte[] wrongKey = new byte[32];
        byte[] first = ContentKey.unwrap(wrongKey, new byte[40]);
        byte[] second = ContentKey.unwrap(wrongKey, new byte[40]);

        assertThat(first).hasSize(32).isNotEqualTo(second);
    }

    @Test
    void theOpenerIsAskedExactlyOnceAndItsFailurePassesThrough() {
        RechargeEnvelope envelope = RechargeEnvelope.parse(
                RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES));
        AtomicInteger calls = new AtomicInteger();
        IllegalStateException away = new IllegalStateException("the HSM is away");

        assertThatThrownBy(() -> envelope.open((point, info) -> {
                    calls.incrementAndGet();
                    throw away;
                }))
                .isSameAs(away);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void anOpenerThatDerivesAnotherLengthIsAFaultOfOursAndNoRefusal(KeyEncryption encryption) {
        RechargeEnvelope envelope =
                RechargeEnvelope.parse(RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), encryption));

        assertThatThrownBy(() -> envelope.open((point, info) -> new byte[16]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the opener must derive 32 bytes");
    }

    private static void assertUnreadable(org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
        assertThatThrownBy(open)
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasMessage("the envelope cannot be read")
                .hasNoCause()
                .hasNoSuppressedExceptions();
    }
}
