package io.sealcharge.hsm.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Fresh tokens of NSS softokn, the second software token: a database made with {@code certutil}. */
public final class NssFixture {
    private static final String PIN = "nss-test-pin";
    private static final int CERTUTIL_SECONDS = 60;
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/libsoftokn3.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/libsoftokn3.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/nss/libsoftokn3.so"),
            Path.of("/usr/lib64/libsoftokn3.so"));

    private NssFixture() {}

    /** @throws IllegalStateException if NSS is not installed; the message says how to install it */
    public static TestToken newToken() {
        Path library = USUAL_PLACES.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "NSS softokn is not installed: apt-get install libnss3 (looked for " + USUAL_PLACES + ")"));
        try {
            Path folder = Files.createTempDirectory("nss-token");
            makeDatabase(folder);
            HsmConfig config = Configs.withInitArgs(
                    HsmConfig.defaults(library, "NSS Certificate DB"),
                    "configdir='sql:" + folder + "' certPrefix='' keyPrefix='' secmod='secmod.db' flags=noModDB");
            return new NssToken(config, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("an NSS token cannot be made", e);
        }
    }

    private record NssToken(HsmConfig config, Path folder) implements TestToken {
        @Override
        public Hsm open(int oneTimeKeys) {
            return Pkcs11Hsm.open(
                    Configs.withOneTimeKeys(config, oneTimeKeys), PIN::toCharArray, new SimpleMeterRegistry());
        }

        @Override
        public void close() {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("the NSS token in " + folder + " cannot be removed", e);
            }
        }
    }

    private static void makeDatabase(Path folder) throws IOException {
        Path pinFile = Files.writeString(folder.resolve("pin"), PIN + "\n");
        try {
            Process certutil = new ProcessBuilder("certutil", "-N", "-d", "sql:" + folder, "-f", pinFile.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("certutil.log").toFile())
                    .start();
            if (!certutil.waitFor(CERTUTIL_SECONDS, TimeUnit.SECONDS) || certutil.exitValue() != 0) {
                certutil.destroyForcibly();
                throw new IllegalStateException(
                        "certutil cannot make a database: " + Files.readString(folder.resolve("certutil.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while certutil ran", e);
        }
    }
}
