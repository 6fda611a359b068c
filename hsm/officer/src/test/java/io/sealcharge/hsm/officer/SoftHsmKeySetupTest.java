package io.sealcharge.hsm.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.TokenOwner;
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

        KeyManifest manifest = new KeySetup(TokenOwner.SERVER, config, folder, line -> {}).run();

        PinSource pin = PinSource.ofFile(folder.resolve(KeySetup.USER_PIN));
        try (Hsm hsm = Pkcs11Hsm.open(config, pin, new SimpleMeterRegistry())) {
            hsm.use(KeyManifest.read(folder.resolve(KeySetup.MANIFEST)).descriptions());
            hsm.selfTest();
            assertThat(hsm.mac(new KeyId(KeyRole.PIN_INDEX, 1), new byte[] {1})).hasSize(32);
            assertThat(hsm.token().serialNumber()).isEqualTo(manifest.token().serialNumber());
        }
        assertThat(new KeySetup(TokenOwner.SERVER, config, folder, line -> {}).run())
                .isEqualTo(manifest);
    }

    @Test
    void keysWithoutAManifestAreAdoptedOnlyOnRequest(@TempDir Path folder, TestInfo test) throws Exception {
        HsmConfig config = newToken(test);
        KeyManifest lost = new KeySetup(TokenOwner.SERVER, config, folder, line -> {}).run();
        Files.delete(folder.resolve(KeySetup.MANIFEST));

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> new KeySetup(TokenOwner.SERVER, config, folder, line -> {}).run())
                .withMessageContaining("--adopt");
        KeyManifest found = new KeySetup(TokenOwner.SERVER, config, folder, line -> {})
                .adoptingLeftovers()
                .run();

        assertThat(found.token()).isEqualTo(lost.token());
        assertThat(found.descriptions())
                .extracting(key -> key.toString())
                .isEqualTo(
                        lost.descriptions().stream().map(key -> key.toString()).toList());
    }

    @Test
    void theOfficersTokenStandsBesideTheServers(@TempDir Path folder, TestInfo test) throws Exception {
        HsmConfig servers = newToken(test);
        HsmConfig officers = HsmConfig.defaults(servers.library(), servers.tokenLabel() + "-o");
        Path serversFolder = folder.resolve("server");
        Path officersFolder = folder.resolve("officers");
        KeyManifest server = new KeySetup(TokenOwner.SERVER, servers, serversFolder, line -> {}).run();
        KeyManifest officer = new KeySetup(TokenOwner.OFFICERS, officers, officersFolder, line -> {}).run();

        assertThat(officer.token().serialNumber()).isNotEqualTo(server.token().serialNumber());
        PinSource officersPin = PinSource.ofFile(officersFolder.resolve(KeySetup.USER_PIN));
        try (Hsm hsm = Pkcs11Hsm.open(officers, officersPin, new SimpleMeterRegistry())) {
            hsm.use(officer.descriptions());
            hsm.selfTest();
            assertThat(hsm.sign(new KeyId(KeyRole.CARD_DERIVATION, 1), new byte[32]))
                    .hasSize(64);
        }
        PinSource serversPin = PinSource.ofFile(serversFolder.resolve(KeySetup.USER_PIN));
        try (Hsm hsm = Pkcs11Hsm.open(servers, serversPin, new SimpleMeterRegistry())) {
            hsm.use(server.descriptions());
            assertThat(hsm.mac(new KeyId(KeyRole.CARD_TRANSPORT, 1), new byte[] {1}))
                    .hasSize(16);
            assertThatExceptionOfType(HsmException.class)
                    .isThrownBy(() -> hsm.use(officer.descriptions()))
                    .satisfies(missing -> assertThat(missing.failure()).isEqualTo(HsmFailure.KEY_MISSING));
        }
        assertThatExceptionOfType(HsmException.class)
                .as("the server's PIN does not open the officers' token")
                .isThrownBy(() -> Pkcs11Hsm.open(officers, serversPin, new SimpleMeterRegistry()))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(HsmFailure.PIN_REFUSED));
    }

    private static HsmConfig newToken(TestInfo test) {
        String label = Integer.toHexString(test.getDisplayName().hashCode());
        return HsmConfig.defaults(SoftHsmFixture.configuredLibrary(), "setup-" + label);
    }
}
