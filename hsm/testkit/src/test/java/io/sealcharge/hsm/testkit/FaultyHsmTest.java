package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** SoftHSM behind the faulty module, with one key of each kind in use and short deadlines. */
@Tag("real")
abstract class FaultyHsmTest {
    static final KeyId PIN_INDEX = new KeyId(KeyRole.PIN_INDEX, 1);
    static final KeyId RECHARGE_WRAP = new KeyId(KeyRole.RECHARGE_WRAP, 1);
    static final KeyId SIGNING = new KeyId(KeyRole.ENVELOPE_SIGNING, 1);
    static final int REINITIALISE_INTERVAL_MS = 1_000;
    static final int BORROW_TIMEOUT_MS = 2_000;
    static final int CALL_TIMEOUT_MS = 1_000;
    static final byte[] DATA = {1, 2, 3};

    private static final List<String> COUNTED =
            List.of("C_Initialize", "C_Finalize", "C_Login", "C_SignInit", "C_GenerateKeyPair");

    /** One module for all tests of the JVM: a library that was loaded stays loaded. */
    private static FaultyModule sharedModule;

    FaultyModule module;
    SoftHsmToken token;
    Hsm hsm;
    KeyDescription signing;
    List<KeyDescription> keys;
    byte[] mac;

    @BeforeAll
    static void makeModule() {
        if (sharedModule == null) {
            Path folder = SoftHsmFixture.tokenFolder().resolveSibling("faulty");
            sharedModule = FaultyModule.over(SoftHsmFixture.library(), folder);
            COUNTED.forEach(sharedModule::in);
            sharedModule.reuseOfFailedSessions();
        }
    }

    static FaultyModule sharedModule() {
        return sharedModule;
    }

    @BeforeEach
    void openFaultyHsm() {
        module = sharedModule;
        module.reset();
        token = SoftHsmFixture.newToken();
        hsm = open(token.pin(), 0);
        signing = hsm.generate(SIGNING);
        keys = List.of(signing, hsm.generate(PIN_INDEX), hsm.generate(RECHARGE_WRAP));
        hsm.use(keys);
        mac = hsm.mac(PIN_INDEX, DATA);
        module.reset();
    }

    @AfterEach
    void closeFaultyHsm() {
        module.heal();
        hsm.close();
        token.close();
    }

    final Hsm open(PinSource pin, long recycleAfterOperations) {
        HsmConfig config = new HsmConfig(
                "faulty",
                Map.of("faulty", module.library()),
                token.config().tokenLabel(),
                null,
                2,
                2,
                32,
                2,
                64,
                BORROW_TIMEOUT_MS,
                CALL_TIMEOUT_MS,
                recycleAfterOperations,
                null,
                REINITIALISE_INTERVAL_MS);
        return Pkcs11Hsm.open(config, pin, new SimpleMeterRegistry());
    }

    final void assertSigns() throws GeneralSecurityException {
        byte[] digest = new byte[32];
        digest[0] = 7;
        byte[] signature = hsm.sign(SIGNING, digest);
        Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
        verifier.initVerify(JcaP256.publicKey(Objects.requireNonNull(signing.publicPoint())));
        verifier.update(digest);
        assertThat(verifier.verify(signature)).isTrue();
    }

    static HsmFailure failureOf(ThrowingCallable call) {
        HsmException failed = catchThrowableOfType(HsmException.class, call);
        assertThat(failed).as("the call fails with an HsmException").isNotNull();
        return failed.failure();
    }

    final boolean works() {
        try {
            return Arrays.equals(mac, hsm.mac(PIN_INDEX, DATA));
        } catch (HsmException e) {
            return false;
        }
    }
}
