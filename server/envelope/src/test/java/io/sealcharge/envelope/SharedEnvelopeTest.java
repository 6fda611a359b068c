package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.DirectDecrypter;
import io.sealcharge.envelope.SharedKey.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Envelopes with a key that platform and terminal share: what they are, and what they cannot be taken for. */
class SharedEnvelopeTest {
    private static final String ALG_RULE = "must be ECDH-ES, ECDH-ES+A256KW, A256KW or dir";

    private final SharedKey toTerminal = Samples.sharedKey(Direction.TO_TERMINAL, 1);
    private final SharedKey toPlatform = Samples.sharedKey(Direction.TO_PLATFORM, 2);

    private String voucher(SymmetricEncryption encryption) {
        return VoucherEnvelope.seal(Samples.voucher(toTerminal), toTerminal, encryption);
    }

    private String recharge(SymmetricEncryption encryption) {
        return RechargeEnvelope.seal(Samples.recharge(), toPlatform, encryption);
    }

    /** Any plaintext, sealed as a voucher. */
    private String sealedAsVoucher(String plaintext, SharedKey key) {
        return SealedJwe.seal(
                plaintext.getBytes(StandardCharsets.UTF_8),
                EnvelopeKind.SHARED_VOUCHER,
                SymmetricEncryption.DIR,
                key.kid(),
                key.encrypter(SymmetricEncryption.DIR));
    }

    @ParameterizedTest
    @EnumSource
    void aVoucherOpensWithTheKeyItWasSealedWith(SymmetricEncryption encryption) {
        assertThat(VoucherEnvelope.open(voucher(encryption), toTerminal, encryption))
                .isEqualTo(Samples.voucher(toTerminal));
    }

    @ParameterizedTest
    @EnumSource
    void aRechargeOpensWithTheKeyItWasSealedWith(SymmetricEncryption encryption) {
        RechargeEnvelope parsed = RechargeEnvelope.parse(recharge(encryption));

        assertThat(parsed.isShared()).isTrue();
        assertThat(parsed.kid()).isEqualTo(Samples.SHARED_KID);
        assertThat(parsed.encryption()).isEqualTo(encryption);
        assertThat(parsed.open(toPlatform)).isEqualTo(Samples.recharge());
    }

    @ParameterizedTest
    @EnumSource
    void envelopesMadeByAnotherImplementationOpen(SymmetricEncryption encryption) {
        SharedKey ofVouchers = Known.sharedKey(Direction.TO_TERMINAL);

        assertThat(VoucherEnvelope.open(Known.voucher(encryption), ofVouchers, encryption))
                .isEqualTo(Samples.voucher(ofVouchers));
        assertThat(RechargeEnvelope.parse(Known.recharge(encryption)).open(Known.sharedKey(Direction.TO_PLATFORM)))
                .isEqualTo(Samples.recharge());
    }

    @ParameterizedTest
    @EnumSource
    void nimbusTakesThemForWhatTheyAre(SymmetricEncryption encryption) throws Exception {
        JWEObject voucher = JWEObject.parse(voucher(encryption));
        JWEObject recharge = JWEObject.parse(recharge(encryption));
        decrypt(voucher, toTerminal, encryption);
        decrypt(recharge, toPlatform, encryption);

        assertThat(voucher.getHeader().toJSONObject())
                .isEqualTo(Map.of(
                        "alg", encryption.jwaName(),
                        "enc", "A256GCM",
                        "kid", Samples.SHARED_KID,
                        "typ", "sealcharge-voucher+jwe",
                        "cty", "json"));
        assertThat(voucher.getPayload().toJSONObject())
                .containsEntry("pin", Samples.PIN)
                .containsEntry("kid", Samples.SHARED_KID)
                .doesNotContainKey("jkt");
        assertThat(recharge.getHeader().getType().getType()).isEqualTo("sealcharge-recharge+jwe");
        assertThat(recharge.getPayload().toJSONObject())
                .isEqualTo(Map.of("pin", Samples.PIN, "phoneNumber", Samples.PHONE, "reference", "recharge-1"));
    }

    private static void decrypt(JWEObject jwe, SharedKey key, SymmetricEncryption encryption) throws Exception {
        jwe.decrypt(
                encryption == SymmetricEncryption.DIR
                        ? new DirectDecrypter(key.bytes())
                        : new AESDecrypter(key.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void whatNimbusSealsOpens(SymmetricEncryption encryption) throws Exception {
        com.nimbusds.jose.JWEHeader header =
                com.nimbusds.jose.JWEHeader.parse("{\"kid\":\"%s\",\"enc\":\"A256GCM\",\"alg\":\"%s\"}"
                        .formatted(Samples.SHARED_KID, encryption.jwaName()));
        JWEObject jwe = new JWEObject(
                header,
                new Payload("{ \"reference\": \"recharge-1\", \"phoneNumber\": \"%s\", \"pin\": \"%s\" }"
                        .formatted(Samples.PHONE, Samples.PIN)));
        jwe.encrypt(toPlatform.encrypter(encryption));

        assertThat(RechargeEnvelope.parse(jwe.serialize()).open(toPlatform)).isEqualTo(Samples.recharge());
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyOfTheSameNameDoesNotOpen(SymmetricEncryption encryption) {
        assertUnreadable(() ->
                VoucherEnvelope.open(voucher(encryption), Samples.sharedKey(Direction.TO_TERMINAL, 3), encryption));
        assertUnreadable(
                () -> RechargeEnvelope.parse(recharge(encryption)).open(Samples.sharedKey(Direction.TO_PLATFORM, 3)));
    }

    @Test
    void aContentKeyThatDoesNotUnwrapIsToldAsAWrongTag() {
        CompactParts parts = new CompactParts(recharge(SymmetricEncryption.A256KW)).part(1, new byte[40]);

        assertUnreadable(() -> RechargeEnvelope.parse(parts.compact()).open(toPlatform));
    }

    @ParameterizedTest
    @EnumSource
    void aVoucherSentBackAsARechargeIsNone(SymmetricEncryption encryption) {
        assertFault(() -> RechargeEnvelope.parse(voucher(encryption)), "/typ", "must be sealcharge-recharge+jwe");
        RechargeEnvelope unsaid = RechargeEnvelope.parse(new CompactParts(voucher(encryption))
                .header(header -> header.remove("typ"))
                .compact());
        assertUnreadable(() -> unsaid.open(toPlatform));
    }

    @Test
    void evenOneKeyForBothDirectionsWouldNotOpenAVoucherAsARecharge() throws Exception {
        JWEObject voucher = JWEObject.parse(voucher(SymmetricEncryption.DIR));
        decrypt(voucher, toTerminal, SymmetricEncryption.DIR);
        RechargeEnvelope envelope = RechargeEnvelope.parse(SealedJwe.seal(
                voucher.getPayload().toBytes(),
                EnvelopeKind.RECHARGE,
                SymmetricEncryption.DIR,
                toPlatform.kid(),
                toPlatform.encrypter(SymmetricEncryption.DIR)));

        assertUnreadable(() -> envelope.open(toPlatform));
    }

    @Test
    void aKeyOfTheOtherDirectionIsNotUsed() {
        for (ThrowingCallable use : new ThrowingCallable[] {
            () -> VoucherEnvelope.seal(Samples.voucher(toPlatform), toPlatform, SymmetricEncryption.DIR),
            () -> VoucherEnvelope.open(voucher(SymmetricEncryption.DIR), toPlatform, SymmetricEncryption.DIR),
            () -> RechargeEnvelope.seal(Samples.recharge(), toTerminal, SymmetricEncryption.DIR),
            () -> RechargeEnvelope.parse(recharge(SymmetricEncryption.DIR)).open(toTerminal),
            () -> new TerminalKeys("r", "jkt", /* toTerminal= */ toPlatform, /* toPlatform= */ toTerminal)
        }) {
            assertThatThrownBy(use)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the shared key is for the other direction");
        }
    }

    @Test
    void anEnvelopeThatNamesAnotherKeyIsNotTried() {
        SharedKey second = new SharedKey("other.2", Direction.TO_TERMINAL, toTerminal.bytes());
        SharedKey secondUp = new SharedKey("other.2", Direction.TO_PLATFORM, toPlatform.bytes());

        assertFault(
                () -> VoucherEnvelope.open(voucher(SymmetricEncryption.DIR), second, SymmetricEncryption.DIR),
                "/kid",
                "must be other.2");
        assertThatThrownBy(() -> RechargeEnvelope.parse(recharge(SymmetricEncryption.DIR))
                        .open(secondUp))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRenamedHeaderIsFoundByItsTag() {
        SharedKey renamed = new SharedKey("other.2", Direction.TO_TERMINAL, toTerminal.bytes());
        String compact = new CompactParts(voucher(SymmetricEncryption.DIR))
                .header(header -> header.put("kid", "other.2"))
                .compact();

        assertUnreadable(() -> VoucherEnvelope.open(compact, renamed, SymmetricEncryption.DIR));
    }

    @ParameterizedTest
    @CsvSource({"kid, other.2", "jkt, 0b9f2c34-6f0e-4d53-9c1f-1f0a6a2b7c11.1"})
    void aVoucherBoundToAnotherKeyInsideIsUnreadable(String member, String key) {
        String content =
                "{\"pin\":\"738201946527301846\",\"serialNumber\":\"1\",\"faceValueMinor\":1,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:00:00.000Z\",\"reference\":\"r\",\"%s\":\"%s\"}";
        String good = sealedAsVoucher(content.formatted("kid", Samples.SHARED_KID), toTerminal);
        VoucherEnvelope.open(good, toTerminal, SymmetricEncryption.DIR).close();
        String bad = sealedAsVoucher(content.formatted(member, key), toTerminal);

        assertUnreadable(() -> VoucherEnvelope.open(bad, toTerminal, SymmetricEncryption.DIR));
    }

    @Test
    void aVoucherIsNotSealedWithAKeyItIsNotBoundTo() {
        VoucherSecret other = Samples.voucher(new SharedKey("other.2", Direction.TO_TERMINAL, new byte[32]));

        assertThatThrownBy(() -> VoucherEnvelope.seal(other, toTerminal, SymmetricEncryption.DIR))
                .hasMessage("the voucher is bound to another key");
    }

    @Test
    void aVoucherOfTheOtherKindOrAlgorithmIsRefused() {
        TerminalPrivateKey own = Samples.terminalKey(KeyEncryption.ECDH_ES);
        String toOwn = VoucherEnvelope.seal(Samples.voucher(own.publicKey()), own.publicKey());

        assertFault(
                () -> VoucherEnvelope.open(toOwn, toTerminal, SymmetricEncryption.DIR),
                "/alg",
                "must be A256KW or dir");
        assertFault(
                () -> VoucherEnvelope.open(voucher(SymmetricEncryption.A256KW), own),
                "/alg",
                "must be ECDH-ES, ECDH-ES+A256KW or RSA-OAEP-256");
        assertFault(
                () -> VoucherEnvelope.open(voucher(SymmetricEncryption.DIR), toTerminal, SymmetricEncryption.A256KW),
                "/alg",
                "must be A256KW");
    }

    @Test
    void aRechargeIsOpenedOnlyTheWayItSays() {
        RechargeEnvelope shared = RechargeEnvelope.parse(recharge(SymmetricEncryption.A256KW));
        RechargeEnvelope own = RechargeEnvelope.parse(
                RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES));
        SharedKey named = new SharedKey(own.kid(), Direction.TO_PLATFORM, new byte[32]);

        assertThat(own.isShared()).isFalse();
        own.requireOwn();
        shared.requireShared();
        assertFault(shared::requireOwn, "/alg", "must be ECDH-ES or ECDH-ES+A256KW for a recharge key");
        assertFault(own::requireShared, "/alg", "must be A256KW or dir for a terminal's shared key");
        assertThatThrownBy(() -> shared.open(Samples.opener())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(shared::epkPoint).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> own.open(named)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "apu, AA, /apu, is not a known member",
        "apv, AA, /apv, is not a known member",
        "epk, AA, /epk, is not a known member",
        "iv, AA, /iv, is not a known member",
        "tag, AA, /tag, is not a known member",
        "zip, DEF, /zip, is not allowed: the payload must not be compressed",
        "enc, A256CBC-HS512, /enc, must be A256GCM",
        "kid, a b, /kid, must be 1 to 64 of A-Z a-z 0-9 . _ : -",
        "alg, A256GCMKW, /alg, '" + ALG_RULE + "'",
        "alg, A128KW, /alg, '" + ALG_RULE + "'",
        "alg, DIR, /alg, '" + ALG_RULE + "'"
    })
    void aBadHeaderOfARechargeIsRefused(String member, String value, String field, String rule) {
        for (SymmetricEncryption encryption : SymmetricEncryption.values()) {
            CompactParts parts = new CompactParts(recharge(encryption)).header(header -> header.put(member, value));
            assertFault(() -> RechargeEnvelope.parse(parts.compact()), field, rule);
        }
    }

    @Test
    void theKeyIsAlwaysNamed() {
        for (SymmetricEncryption encryption : SymmetricEncryption.values()) {
            CompactParts recharge = new CompactParts(recharge(encryption)).header(header -> header.remove("kid"));
            CompactParts voucher = new CompactParts(voucher(encryption)).header(header -> header.remove("kid"));

            assertFault(() -> RechargeEnvelope.parse(recharge.compact()), "/kid", "is required");
            assertFault(() -> VoucherEnvelope.open(voucher.compact(), toTerminal, encryption), "/kid", "is required");
        }
    }

    @Test
    void aWrappedKeyHasOneLengthAndADirectOneNone() {
        for (int length : new int[] {0, 32, 39, 41, 256}) {
            CompactParts parts = new CompactParts(recharge(SymmetricEncryption.A256KW)).part(1, new byte[length]);
            assertFault(() -> RechargeEnvelope.parse(parts.compact()), "encrypted_key", "must be 40 bytes");
        }
        CompactParts direct = new CompactParts(recharge(SymmetricEncryption.DIR)).part(1, new byte[40]);
        assertFault(() -> RechargeEnvelope.parse(direct.compact()), "encrypted_key", "must be empty for dir");
    }

    private static void assertUnreadable(ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    private static void assertFault(ThrowingCallable reading, String field, String rule) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(MalformedEnvelopeException.class, fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.rule()).isEqualTo(rule);
        });
    }
}
