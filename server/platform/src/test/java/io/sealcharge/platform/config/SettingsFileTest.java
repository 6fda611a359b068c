package io.sealcharge.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterAll
    static void closeVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void writeFilesThatSettingsName() throws IOException {
        Files.writeString(folder.resolve("lib.so"), "library");
        Files.writeString(folder.resolve("key-manifest.json"), "{}");
        secret("hsm.pin", "rw-------");
    }

    @Test
    void aFileAndItsReferencesAreRead() throws Exception {
        Settings settings = read("hsm: {modules: {softhsm2: lib.so}}\nhttp: {port: 0}");

        assertThat(settings.http().port()).isZero();
        assertThat(settings.hsm().library()).isEqualTo(folder.resolve("lib.so"));
    }

    /** But for the module, which stands where the machine has it, if it has one. */
    @Test
    void whatAFileDoesNotSayIsAsByDefault() throws Exception {
        Settings settings = read("hsm: {modules: {softhsm2: lib.so}}", Map.of("SEALCHARGE_HTTP_PORT", "0"));

        assertThat(settings.http().port()).isZero();
        assertThat(settings.hsm().library()).isEqualTo(folder.resolve("lib.so"));
        assertThat(settings.catalogue()).isNull();
    }

    @Test
    void aSecretThatOthersCanReadIsRefused() throws Exception {
        secret("hsm.pin", "rw-r-----");

        assertThat(problems("hsm: {modules: {softhsm2: lib.so}}"))
                .containsExactly("hsm.pinFile: must be readable by its owner only (chmod 600 "
                        + folder.resolve("hsm.pin") + ")");
    }

    @Test
    void whatSettingsNameMustExistAndGoTogether() throws Exception {
        assertThat(problems("""
                        hsm: {module: other, modules: {softhsm2: lib.so}, pinFile: no.pin, keysPerKeeper: 10}
                        recharge: {maxOutstanding: 10}
                        stock: {claimAtOnce: 101, maxClaimed: 100}
                        catalogue: no.yaml
                        """))
                .containsExactly(
                        "hsm.module: is not one of hsm.modules",
                        "recharge.poolSize: is more than the keepers hold (hsm.keepers times hsm.keysPerKeeper: 10)",
                        "recharge.maxOutstandingPerChannel: is more than recharge.maxOutstanding",
                        "stock.claimAtOnce: is more than stock.maxClaimed",
                        "hsm.pinFile: is no readable file: " + folder.resolve("no.pin"),
                        "catalogue: is no readable file: " + folder.resolve("no.yaml"));
    }

    @Test
    void aKeyGivenTwiceIsRefused() throws Exception {
        assertThat(problems("http: {port: 1}\nhttp: {port: 2}").getFirst()).contains("duplicate key http");
    }

    @Test
    void aKeyGivenAsNumberAndAsTextIsRefused() throws Exception {
        assertThat(problems("hsm: {modules: {1: a.so, \"1\": b.so}}").getFirst())
                .contains("duplicate key 1");
    }

    @Test
    void numbersThatAreNoneAreRefusedByTheirNames() throws Exception {
        assertThat(problems("http: {port: .nan, maxInFlight: -.inf, maxBodyBytes: 1e999}"))
                .containsExactly(
                        "http.port: expected a whole number from 0 to 65535, got NaN",
                        "http.maxBodyBytes: expected a whole number from 1024 to 16777216, got Infinity",
                        "http.maxInFlight: expected a whole number from 1 to 1000000, got -Infinity");
    }

    @Test
    void typesThatOnlyYamlHasAreRefused() throws Exception {
        assertThat(problems("log: {directory: !!binary aGVsbG8=}").getFirst()).contains("types than those of JSON");
        assertThat(problems("hsm: {modules: !!set {a, b}}").getFirst()).contains("types than those of JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!int {}", "!!str []", "!!null {}", "!!map x", "!!seq x", "!!set [x]", "!!omap [{a: b}]"})
    void aTagThatDoesNotFitItsValueIsRefused(String value) throws Exception {
        assertThat(problems("log: {directory: " + value + "}").getFirst())
                .contains("found a tag that does not fit its value", "line 1, column 18");
    }

    @Test
    void aPathThatTheSystemCannotNameIsRefused() throws Exception {
        assertThat(problems("log: {directory: \"a\\ud800\"}\nhsm: {modules: {softhsm2: \"\\udfff\"}}"))
                .containsExactly(
                        "hsm.modules.softhsm2: has characters that names of files have not here (see LANG and LC_ALL)",
                        "log.directory: has characters that names of files have not here (see LANG and LC_ALL)");
    }

    @Test
    void aListAtTheTopIsRefused() throws Exception {
        assertThat(problems("- http").getFirst()).contains("expected a mapping of settings");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing.yaml");

        assertThat(failure(missing).problems()).containsExactly(new Problem("", "cannot read " + missing));
    }

    private void secret(String name, String mode) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "12345678");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Settings read(String yaml) throws Exception {
        return read(yaml, Map.of());
    }

    private Settings read(String yaml, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
        return new SettingsFile(file, environment)
                .read(VERTX)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private List<String> problems(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
        return failure(file).problems().stream().map(Problem::toString).toList();
    }

    private static ConfigurationException failure(Path file) {
        Throwable failure = catchThrowable(() -> new SettingsFile(file, Map.of())
                .read(VERTX)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(ConfigurationException.class);
        return (ConfigurationException) failure.getCause();
    }
}
