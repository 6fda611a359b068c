package io.sealcharge.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import io.sealcharge.hsm.TokenDescription;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The adapter over a real token. What every Hsm does is in the contract test; here is what only PKCS#11 has. */
@Tag("real")
class SoftHsmTest {
    private static final KeyId INDEX = new KeyId(KeyRole.PIN_INDEX, 1);
    private static final KeyId WRAP = new KeyId(KeyRole.RECHARGE_WRAP, 1);
    private static final KeyId SIGNING = new KeyId(KeyRole.ENVELOPE_SIGNING, 1);
    private static final KeyId BOXES = new KeyId(KeyRole.PIN_STORE, 1);
    private static final byte[] DIGEST = new byte[32];
    private static final byte[] INFO = {1, 2, 3};

    private SoftHsm token;
    private Pkcs11Hsm hsm;
    private List<KeyDescription> keys;

    @BeforeEach
    void openWithKeys() throws Exception {
        token = SoftHsm.fresh();
        hsm = token.open();
        keys = List.of(hsm.generate(INDEX), hsm.generate(WRAP), hsm.generate(SIGNING), hsm.generate(BOXES));
        hsm.use(keys);
    }

    @AfterEach
    void close() {
        hsm.close();
    }

    @Test
    void theWholeRoundOfCallsWorks() {
        requireWholeRound();
    }

    @Test
    void theWholeRoundOfCallsWorksThroughTheWrapperAlone() {
        byte[] mac = hsm.mac(INDEX, DIGEST);

        openAs("calls", "wrapper");

        assertThat(hsm.mac(INDEX, DIGEST)).isEqualTo(mac);
        requireWholeRound();
    }

    @Test
    void whatIsSealedOneWayIsOpenedTheOther() {
        byte[] direct = hsm.seal(BOXES, DIGEST, INFO);

        openAs("calls", "wrapper");

        try (Secret opened = hsm.open(BOXES, direct, INFO)) {
            assertThat(opened.bytes()).isEqualTo(DIGEST);
        }
        byte[] wrapped = hsm.seal(BOXES, DIGEST, INFO);
        openAs("calls", "direct");
        try (Secret opened = hsm.open(BOXES, wrapped, INFO)) {
            assertThat(opened.bytes()).isEqualTo(DIGEST);
        }
    }

    /** Opens the token anew, with entries of its profile changed. */
    private void openAs(String... entries) {
        hsm.close();
        Properties data = ErrorTable.resource("profiles/softhsm.properties");
        for (int i = 0; i < entries.length; i += 2) {
            data.setProperty(entries[i], entries[i + 1]);
        }
        VendorProfile changed = VendorProfile.of("changed", data);
        hsm = Pkcs11Hsm.open(token.config(0, 100), token.pinSource(), token.metrics, manufacturer -> changed);
        hsm.use(keys);
    }

    private void requireWholeRound() {
        KeyDescription signing = keys.get(2);
        assertThat(P256.verifies(signing.publicPoint(), DIGEST, hsm.sign(SIGNING, DIGEST)))
                .isTrue();
        assertThat(hsm.mac(INDEX, DIGEST)).hasSize(32);
        OneTimeKey mine = hsm.generateOneTimeKey(WRAP);
        OneTimeKey other = hsm.generateOneTimeKey(WRAP);
        try (Secret one = hsm.agree(mine, other.publicPoint(), INFO);
                Secret two = hsm.agree(other, mine.publicPoint(), INFO)) {
            assertThat(one.bytes()).hasSize(32).isEqualTo(two.bytes());
            hsm.destroyOneTimeKey(mine.publicPoint());
            assertThat(hsm.oneTimeKeysHeld()).isEqualTo(1);
            try (Secret again = hsm.agree(mine, other.publicPoint(), INFO)) {
                assertThat(again.bytes()).isEqualTo(one.bytes());
            }
        }
        hsm.selfTest();
    }

    @Test
    void theTokenIsDescribedWithItsProfile() {
        TokenDescription description = hsm.token();

        assertThat(description.label()).isEqualTo(token.label);
        assertThat(description.manufacturer()).startsWith("SoftHSM");
        assertThat(description.profile()).isEqualTo("softhsm");
    }

    @Test
    void aTokenIsNotInitialisedOverAnExistingLabel() {
        hsm.close();
        char[] pin = SoftHsm.USER_PIN.toCharArray();

        assertThatThrownBy(() -> Pkcs11Tokens.initialise(token.config(0, 100), SoftHsm.SO_PIN, pin))
                .isInstanceOfSatisfying(
                        HsmException.class, e -> assertThat(e.failure()).isEqualTo(HsmFailure.REFUSED));
        assertThat(Pkcs11Tokens.list(token.config(0, 100)))
                .extracting(TokenDescription::label)
                .contains(token.label);
    }

    @Test
    void aLibraryHasOneOwnerInAProcess() {
        assertThatThrownBy(token::open)
                .isInstanceOfSatisfying(
                        HsmException.class, e -> assertThat(e.failure()).isEqualTo(HsmFailure.REFUSED));
        assertThat(hsm.mac(INDEX, DIGEST)).hasSize(32);
    }

    @Test
    void aWrongPinIsTriedOnce() {
        hsm.close();
        token.pin = "00000000";
        token.pinReads.set(0);

        assertThatThrownBy(token::open)
                .isInstanceOfSatisfying(
                        HsmException.class, e -> assertThat(e.failure()).isEqualTo(HsmFailure.PIN_REFUSED));
        assertThat(token.pinReads).hasValue(1);
    }

    @Test
    void theSecretReadOutByAProfileIsTheSameAsTheDigestedOne() {
        OneTimeKey mine = hsm.generateOneTimeKey(WRAP);
        OneTimeKey other = hsm.generateOneTimeKey(WRAP);
        byte[] digested = hsm.agree(mine, other.publicPoint(), DIGEST).bytes();

        openAs("kdf", "extract-secret", "peer-point", "der-octet-string");

        assertThat(hsm.agree(mine, other.publicPoint(), DIGEST).bytes()).isEqualTo(digested);
    }

    @Test
    void aRecycledModuleFindsItsKeysAgainAndOneTimeKeysComeBackFromTheirCopies() {
        hsm.close();
        // The keys and agreements that follow are three.
        hsm = token.open(token.config(3, 100));
        hsm.use(keys);
        byte[] mac = hsm.mac(INDEX, DIGEST);
        OneTimeKey key = hsm.generateOneTimeKey(WRAP);
        OneTimeKey peer = hsm.generateOneTimeKey(WRAP);
        byte[] agreed = hsm.agree(key, peer.publicPoint(), DIGEST).bytes();

        await().until(() -> hsm.oneTimeKeysHeld() == 0);
        assertThat(hsm.mac(INDEX, DIGEST)).isEqualTo(mac);
        assertThat(hsm.agree(key, peer.publicPoint(), DIGEST).bytes()).isEqualTo(agreed);
        assertThat(token.metrics.counter("sealcharge.hsm.recycles").count()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            assertThat(hsm.mac(INDEX, DIGEST)).isEqualTo(mac);
            assertThat(hsm.agree(key, peer.publicPoint(), DIGEST).bytes()).isEqualTo(agreed);
        }
    }
}
