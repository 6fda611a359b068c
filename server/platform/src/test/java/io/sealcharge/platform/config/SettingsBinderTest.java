package io.sealcharge.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsBinderTest {
    private static final Path FOLDER = Path.of("/etc/sealcharge");

    @Test
    void documentedDefaultsAreTheDefaultsOfTheCode() throws IOException {
        String documented = Files.readString(Path.of("../../config/sealcharge.yaml"));

        SettingsBinder.Bound bound = bind(documented);

        assertThat(bound.problems()).isEmpty();
        assertThat(bound.settings()).isEqualTo(bind("").settings());
    }

    @Test
    void documentedDefaultsNameEverySettingTheCodeReads() throws IOException {
        Map<String, Object> documented = StrictYaml.parse(Files.readString(Path.of("../../config/sealcharge.yaml")));

        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(keys(Settings.class));
        assertThat(section(documented, "http")).containsExactlyInAnyOrderElementsOf(keys(Settings.Http.class));
        assertThat(section(documented, "crypto")).containsExactlyInAnyOrderElementsOf(keys(Settings.Crypto.class));
        assertThat(section(documented, "hsm")).containsExactlyInAnyOrderElementsOf(keys(Settings.HsmModule.class));
        assertThat(section(documented, "auth")).containsExactlyInAnyOrderElementsOf(keys(Settings.Auth.class));
        assertThat(section(documented, "stock")).containsExactlyInAnyOrderElementsOf(keys(Settings.Stock.class));
        assertThat(section(documented, "recharge"))
                .containsExactlyInAnyOrderElementsOf(keys(Settings.RechargeKeys.class));
        assertThat(section(documented, "log")).containsExactlyInAnyOrderElementsOf(keys(Settings.Log.class));
    }

    @Test
    void exampleIsValid() throws IOException {
        assertThat(bind(Files.readString(Path.of("../../config/example.yaml"))).problems())
                .isEmpty();
    }

    @Test
    void relativePathsStartFromTheFoldersFile() {
        Settings settings = bind("hsm: {pinFile: secrets/hsm.pin}\ndatabase: {embedded: {directory: ../db}}")
                .settings();

        assertThat(settings.hsm().pinFile()).isEqualTo(Path.of("/etc/sealcharge/secrets/hsm.pin"));
        assertThat(settings.database().server()).isEqualTo(new Settings.Database.Embedded(Path.of("/etc/db"), 0));
    }

    @Test
    void everyProblemIsListedWithItsPathAndWhatWasExpected() {
        List<Problem> problems = bind("""
                        http: {port: 70000, hots: 127.0.0.1, tlsTerminatedUpstream: "yes"}
                        recharge: {key: sometimes}
                        hsm: {pinFile: 123456, modules: {}}
                        colour: red
                        """).problems();

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "http.port: expected a whole number from 0 to 65535, got 70000",
                        "http.hots: unknown setting; known here: host, port, publicUrl, tls, tlsTerminatedUpstream,"
                                + " maxBodyBytes, maxStockFileBytes, maxInFlight, drainTimeoutMs, eventLoops",
                        "http.tlsTerminatedUpstream: expected true or false, got other text",
                        "recharge.key: expected one of pooled, on-request, window, got other text",
                        "hsm.pinFile: expected the path of a file or folder, got a number",
                        "hsm.modules: expected at least one name with its path, got a section",
                        "colour: unknown setting; known here: http, issuer, database, crypto, hsm, auth, purchase, stock,"
                                + " recharge, guess, charging, catalogue, log");
    }

    @Test
    void aPinWrittenWhereItsFileBelongsIsNotRepeated() {
        assertThat(bind("hsm: {pinFile: 987654321}").problems().toString()).doesNotContain("987654321");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "vouchers.example.net", "128.0.0.1"})
    void anAddressThatIsNotLoopbackNeedsTls(String host) {
        assertThat(bind("http: {host: '" + host + "'}").problems())
                .extracting(Problem::path)
                .containsExactly("http.host");
        assertThat(bind("http: {host: '" + host + "', tlsTerminatedUpstream: true}")
                        .problems())
                .isEmpty();
        assertThat(bind("http: {host: '" + host + "', tls: {certificateFile: a, keyFile: b}}")
                        .problems())
                .isEmpty();
    }

    @Test
    void environmentOverridesTheFile() {
        Settings settings = bind(
                        "http: {port: 1, host: localhost}\ncatalogue: a.yaml",
                        Map.of(
                                "SEALCHARGE_HTTP_PORT", "9090",
                                "SEALCHARGE_HTTP_TLS_TERMINATED_UPSTREAM", "true",
                                "SEALCHARGE_HSM_TOKEN_LABEL", "12345",
                                "SEALCHARGE_CATALOGUE", "",
                                "SEALCHARGE_DATABASE_EXTERNAL_HOST", "db",
                                "SEALCHARGE_DATABASE_EXTERNAL_PASSWORD_FILE", "pw",
                                "SEALCHARGE_DATABASE_EXTERNAL_TLS", "require",
                                "SEALCHARGE_JAVA_OPTIONS", "-Xmx1g",
                                "PATH", "/bin"))
                .settings();

        assertThat(settings.http().port()).isEqualTo(9090);
        assertThat(settings.http().host()).isEqualTo("localhost");
        assertThat(settings.http().tlsTerminatedUpstream()).isTrue();
        assertThat(settings.hsm().tokenLabel()).isEqualTo("12345");
        assertThat(settings.catalogue()).isNull();
        assertThat(settings.database().server()).isInstanceOf(Settings.Database.External.class);
    }

    @Test
    void aBadOverrideIsNamedByItsVariable() {
        List<Problem> problems = bind(
                        "",
                        Map.of(
                                "SEALCHARGE_HTTP_PORT", "eighty",
                                "SEALCHARGE_HTTP_PROT", "80",
                                "SEALCHARGE_LOG_LEVEL", "",
                                "SEALCHARGE_HTTP_MAX_IN_FLIGHT", "99999999999999999999"))
                .problems();

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "SEALCHARGE_HTTP_PORT: expected a whole number from 0 to 65535",
                        "SEALCHARGE_HTTP_MAX_IN_FLIGHT: expected a whole number from 1 to 1000000",
                        "SEALCHARGE_LOG_LEVEL: expected one of error, warn, info, debug",
                        "SEALCHARGE_HTTP_PROT: overrides no setting");
    }

    private static SettingsBinder.Bound bind(String yaml) {
        return bind(yaml, Map.of());
    }

    private static SettingsBinder.Bound bind(String yaml, Map<String, String> environment) {
        return SettingsBinder.bind(StrictYaml.parse(yaml), environment, FOLDER);
    }

    private static List<String> keys(Class<? extends Record> settings) {
        return java.util.Arrays.stream(settings.getRecordComponents())
                .map(java.lang.reflect.RecordComponent::getName)
                .toList();
    }

    private static Iterable<String> section(Map<String, Object> documented, String name) {
        assertThat(documented.get(name)).isInstanceOf(Map.class);
        return ((Map<?, ?>) documented.get(name))
                .keySet().stream().map(String::valueOf).toList();
    }
}
