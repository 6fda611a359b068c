package io.sealcharge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.envelope.CryptoProvider;
import io.sealcharge.platform.config.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CryptoStartTest {
    @AfterEach
    void backToTheJdks() {
        CryptoProvider.JDK.use();
    }

    private static CryptoProvider chosen(Settings.Crypto.Provider wanted) {
        return CryptoStart.run(new Settings.Crypto(wanted));
    }

    @Test
    void takesCorrettosUnlessTheJdksIsWanted() {
        assertThat(chosen(Settings.Crypto.Provider.AUTO)).isEqualTo(CryptoProvider.CORRETTO);
        assertThat(chosen(Settings.Crypto.Provider.JDK)).isEqualTo(CryptoProvider.JDK);
        assertThat(CryptoProvider.current()).isEqualTo(CryptoProvider.JDK);
        assertThat(chosen(Settings.Crypto.Provider.CORRETTO)).isEqualTo(CryptoProvider.CORRETTO);
        assertThat(CryptoProvider.current()).isEqualTo(CryptoProvider.CORRETTO);
    }

    @Test
    void showsTheOneInTheMetrics() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        CryptoStart.show(CryptoProvider.CORRETTO, meters);

        assertThat(meters.get("sealcharge.crypto.provider")
                        .tag("provider", "corretto")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void whereCorrettosDoesNotLoadTheJdksServesOrTheStartEndsAsTheSettingsSay()
            throws IOException, InterruptedException {
        String without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("AmazonCorrettoCryptoProvider"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        without,
                        CryptoStartTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .contains("AUTO JDK\n")
                .containsPattern("CORRETTO CONFIGURATION crypto.provider is corretto, but the Corretto provider is not"
                        + " there: .*; auto would take the JDK's\n");
    }

    /** Says what comes of each setting. */
    public static void main(String... arguments) {
        for (Settings.Crypto.Provider wanted : Settings.Crypto.Provider.values()) {
            try {
                System.out.println(wanted + " " + chosen(wanted));
            } catch (StartFailure failure) {
                System.out.println(wanted + " " + failure.exitCode() + " " + failure.getMessage());
            }
        }
    }
}
