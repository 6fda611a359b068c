package io.sealcharge.hsm.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import io.sealcharge.hsm.testkit.SoftHsmFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class SoftHsmKeySetupTest {

    @Test
    void theKeysThatAreMadeWorkInSoftHsm(@TempDir Path folder, TestInfo test) throws Exception {
        HsmConfig config = newToken(test);

        KeyManifest manifest = new KeySetup(config, folder, line -> {}).run();

        PinSource pin = PinSource.ofFile(folder.resolve(KeySetup.USER_PIN));
        try (Hsm hsm = Pkcs11Hsm.open(config, pin, new SimpleMeterRegistry())) {
            hsm.use(KeyManifest.read(folder.resolve(KeySetup.MANIFEST)).descriptions());
            hsm.selfTest();
            assertThat(hsm.mac(new KeyId(KeyRole.PIN_INDEX, 1), new byte[] {1})).hasSize(32);
            assertThat(hsm.token().serialNumber()).isEqualTo(manifest.token().serialNumber());
        }
        assertThat(new KeySetup(config, folder, line -> {}).run()).isEqualTo(manifest);
    }

    @Test
    void keysWithoutAManifestAreAdoptedOnlyOnRequest(@TempDir Path folder, TestInfo test) throws Exception {
        HsmConfig config = newToken(test);
        KeyManifest lost = new KeySetup(config, folder, line -> {}).run();
        Files.delete(folder.resolve(KeySetup.MANIFEST));

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> new KeySetup(config, folder, line -> {}).run())
                .withMessageContaining("--adopt");
        KeyManifest found =
                new KeySetup(config, folder, line -> {}).adoptingLeftovers().run();

        assertThat(found.token()).isEqualTo(lost.token());
        assertThat(found.descriptions())
                .extracting(key -> key.toString())
                .isEqualTo(
                        lost.descriptions().stream().map(key -> key.toString()).toList());
    }

    private static HsmConfig newToken(TestInfo test) {
        String label = Integer.toHexString(test.getDisplayName().hashCode());
        return HsmConfig.defaults(SoftHsmFixture.configuredLibrary(), "setup-" + label);
    }
}
