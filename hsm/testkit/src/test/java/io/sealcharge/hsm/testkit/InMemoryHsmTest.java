package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryHsmTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return new InMemoryToken();
    }

    @Test
    void failuresComeInTheOrderAskedForAndThenEnd() {
        InMemoryHsm hsm = new InMemoryHsm();
        hsm.use(List.of(hsm.generate(PIN_INDEX)));
        hsm.failNext(HsmFailure.TIMEOUT);
        hsm.failNext(HsmFailure.SESSION_LOST);

        assertThat(failureOf(() -> hsm.mac(PIN_INDEX, new byte[1]))).isEqualTo(HsmFailure.TIMEOUT);
        assertThat(failureOf(() -> hsm.random(1))).isEqualTo(HsmFailure.SESSION_LOST);
        assertThat(hsm.mac(PIN_INDEX, new byte[1])).hasSize(32);
    }

    @Test
    void anHsmThatIsAwayIsUnavailableAndComesBackWithItsKeys() {
        InMemoryHsm hsm = new InMemoryHsm();
        hsm.use(List.of(hsm.generate(PIN_INDEX)));
        byte[] before = hsm.mac(PIN_INDEX, new byte[1]);
        hsm.away(true);

        assertThat(failureOf(() -> hsm.mac(PIN_INDEX, new byte[1]))).isEqualTo(HsmFailure.UNAVAILABLE);
        assertThat(failureOf(() -> hsm.generateOneTimeKey(RECHARGE_WRAP))).isEqualTo(HsmFailure.UNAVAILABLE);

        hsm.away(false);
        assertThat(hsm.mac(PIN_INDEX, new byte[1])).isEqualTo(before);
    }

    @Test
    void aSeededTokenMakesTheSameKeysAgain() throws GeneralSecurityException {
        assertThat(keyOf(seeded())).isEqualTo(keyOf(seeded()));
    }

    private static Object keyOf(InMemoryToken token) {
        try (InMemoryHsm hsm = token.open(1)) {
            return hsm.generate(ENVELOPE_SIGNING);
        }
    }

    private static InMemoryToken seeded() throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(7);
        return new InMemoryToken(random);
    }
}
