package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.KeyType;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link HsmContract} share: a fresh token, opened for each test. */
abstract class OpenTokenTest {
    static final int ONE_TIME_KEYS = 48;
    static final KeyId PIN_INDEX = new KeyId(KeyRole.PIN_INDEX, 1);
    static final KeyId RECHARGE_WRAP = new KeyId(KeyRole.RECHARGE_WRAP, 1);
    static final KeyId ENVELOPE_SIGNING = new KeyId(KeyRole.ENVELOPE_SIGNING, 1);
    static final KeyId PIN_STORE = new KeyId(KeyRole.PIN_STORE, 1);
    static final KeyId CARD_TRANSPORT = new KeyId(KeyRole.CARD_TRANSPORT, 1);
    static final KeyId STOCK_IMPORT = new KeyId(KeyRole.STOCK_IMPORT, 1);

    private TestToken token;
    private Hsm hsm;

    /** A new token, without keys. */
    protected abstract TestToken newToken();

    /** What this implementation cannot do; the contract then asserts that it says so, rather than skip the test. */
    protected Set<Lack> lacks() {
        return Set.of();
    }

    /** What a token may lack and still be of use. */
    protected enum Lack {
        /** Cannot unwrap an EC private key, so a one-time key dies with the session that holds it. */
        EC_UNWRAP,
        /** Does not record that a key was made inside and was never extractable, so none is described by its label. */
        KEY_HISTORY,
        /** Its AES-GCM is of another form than PKCS#11 3.1's, so nothing is sealed with it. */
        AES_GCM,
    }

    @BeforeEach
    final void openToken() {
        token = newToken();
        hsm = token.open(ONE_TIME_KEYS);
    }

    @AfterEach
    final void closeToken() {
        try {
            hsm.close();
        } finally {
            token.close();
        }
    }

    final Hsm hsm() {
        return hsm;
    }

    /** Closes the HSM and opens it again: what a restart of the node does. */
    final void restart(KeyDescription... keys) {
        hsm.close();
        hsm = token.open(ONE_TIME_KEYS);
        hsm.use(List.of(keys));
    }

    final KeyDescription generateAndUse(KeyId id) {
        KeyDescription key = hsm.generate(id);
        hsm.use(List.of(key));
        return key;
    }

    /** Whether this token makes no key of the role; it then must have said so. */
    final boolean refusesFor(KeyRole role) {
        boolean lacking = role.type() == KeyType.AES_256_GCM && lacks().contains(Lack.AES_GCM);
        if (lacking) {
            assertThat(failureOf(() -> hsm.generate(new KeyId(role, 1)))).isEqualTo(HsmFailure.UNSUPPORTED);
        }
        return lacking;
    }

    static HsmFailure failureOf(ThrowingCallable call) {
        HsmException failed = catchThrowableOfType(HsmException.class, call);
        assertThat(failed).as("the call fails with an HsmException").isNotNull();
        return failed.failure();
    }
}
