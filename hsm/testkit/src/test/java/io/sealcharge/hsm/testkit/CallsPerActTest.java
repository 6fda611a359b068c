package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.OneTimeKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each act on the busy paths asks of the module: nothing is looked up, opened, or called twice for its length. */
class CallsPerActTest extends FaultyHsmTest {
    private static final List<String> FUNCTIONS = List.of(
            "C_OpenSession",
            "C_GetSessionInfo",
            "C_FindObjectsInit",
            "C_GetAttributeValue",
            "C_SetAttributeValue",
            "C_DestroyObject",
            "C_GenerateKeyPair",
            "C_WrapKey",
            "C_UnwrapKey",
            "C_DeriveKey",
            "C_DigestInit",
            "C_DigestUpdate",
            "C_DigestKey",
            "C_DigestFinal",
            "C_SignInit",
            "C_Sign",
            "C_GenerateRandom");

    @BeforeAll
    static void count() {
        FUNCTIONS.forEach(function -> sharedModule().in(function));
    }

    /** The calls of an act, those that happen. */
    private Map<String, Integer> callsOf(Runnable act) {
        act.run();
        module.reset();
        act.run();
        Map<String, Integer> calls = new TreeMap<>();
        for (String function : FUNCTIONS) {
            int count = module.in(function).calls();
            if (count > 0) {
                calls.put(function, count);
            }
        }
        return calls;
    }

    @Test
    void aPinIsDrawnAndIndexed() {
        assertThat(callsOf(() -> {
                    hsm.random(64).close();
                    hsm.mac(PIN_INDEX, DATA);
                }))
                .isEqualTo(Map.of("C_GenerateRandom", 1, "C_SignInit", 1, "C_Sign", 1));
    }

    @Test
    void aOneTimeKeyIsMadeSignedAndDestroyed() {
        assertThat(callsOf(() -> {
                    OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
                    hsm.sign(SIGNING, new byte[32]);
                    hsm.destroyOneTimeKey(key.publicPoint());
                }))
                .isEqualTo(Map.of(
                        "C_GenerateKeyPair", 1,
                        "C_GetAttributeValue", 1,
                        "C_WrapKey", 1,
                        "C_SetAttributeValue", 1,
                        "C_DestroyObject", 2,
                        "C_SignInit", 1,
                        "C_Sign", 1));
    }

    @Test
    void aContentKeyIsAgreed() {
        OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);

        assertThat(callsOf(() -> hsm.agree(key, key.publicPoint(), DATA).close()))
                .isEqualTo(Map.of(
                        "C_DeriveKey", 1,
                        "C_DigestInit", 1,
                        "C_DigestUpdate", 2,
                        "C_DigestKey", 1,
                        "C_DigestFinal", 1,
                        "C_DestroyObject", 1));
    }
}
