package io.sealcharge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    private static final Path ROOT = root();
    private static final String COMMON = "server/cli/src/main/sh/common.sh";
    private static final String LOAD = "load-tests/src/main/sh/load.sh";

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "test",
                "sealcharge",
                "load-tests/bench",
                "load-tests/capacity",
                "load-tests/one-answer-one-time",
                "load-tests/overload",
                "load-tests/stock-run",
                ".ci/run",
                COMMON,
                LOAD
            })
    void eachScriptIsSoundBash(String script) throws Exception {
        assertThat(bash(Map.of(), "bash -n " + script).code()).isZero();
        assertThat(Files.readAllLines(ROOT.resolve(script)).getFirst())
                .isIn("#!/usr/bin/env bash", "# shellcheck shell=bash");
        assertThat(Files.isExecutable(ROOT.resolve(script))).isEqualTo(!script.endsWith(".sh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "test"})
    void helpNeedsNeitherJdkNorBuildAndWorksFromAnyFolder(String script) throws Exception {
        Ended ended = bash(Map.of("JAVA_HOME", "/nowhere"), "cd / && " + ROOT.resolve(script) + " --help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("Usage: ./" + script)
                .contains("Exit codes")
                .doesNotContain("\033");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./run nonsense", "./test --nonsense", "./test nonsense", "./run start --data"})
    void wrongUseIsExitCode2(String line) throws Exception {
        Ended ended = bash(Map.of(), line);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isNotBlank();
    }

    @Test
    void theFirstFolderThatIsAJdk25IsTaken() throws Exception {
        Path old = jdk("jdk-17", "17.0.15");
        Path wanted = jdk("jdk-25", "25.0.1");
        Path later = jdk("jdk-25-too", "25");

        Ended ended = common("jvm_folders() { printf '%s\\n' '" + old + "' '" + folder.resolve("none") + "' '" + wanted
                + "' '" + later + "'; }; find_jdk; echo $JAVA_HOME");

        assertThat(ended.out().strip()).isEqualTo(wanted.toString());
    }

    @Test
    void javaHomeComesFirstIfItIsAJdk25() throws Exception {
        Path wanted = jdk("mine", "25.0.2");

        Ended ended =
                bash(Map.of("JAVA_HOME", wanted.toString()), "root=$PWD; . " + COMMON + "; find_jdk; echo $JAVA_HOME");

        assertThat(ended.out().strip()).isEqualTo(wanted.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "24.0.1", "26", "250.1", "2.5", "125"})
    void anotherVersionIsNoJdk25(String version) throws Exception {
        Path other = jdk("other", version);

        Ended ended = common("jvm_folders() { echo '" + other + "'; }; find_jdk");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains("needs JDK 25")
                .contains("temurin-25-jdk")
                .contains("JAVA_HOME");
    }

    @Test
    void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
        Path runtime = jdk("jre", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));

        assertThat(common("jvm_folders() { echo '" + runtime + "'; }; find_jdk").code())
                .isEqualTo(3);
    }

    @Test
    void withoutRootTheExactLineIsPrintedAndNothingIsInstalled() throws Exception {
        Ended ended = common("id() { echo 1000; }; apt-get() { echo INSTALLED; }; "
                + "install_packages './run' softhsm2 libnss3; echo went on");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains(
                        "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends softhsm2 libnss3'");
        assertThat(ended.out()).doesNotContain("INSTALLED").doesNotContain("went on");
    }

    @Test
    void asRootThePackagesAreInstalled() throws Exception {
        Ended ended = common("id() { echo 0; }; apt-get() { echo \"$@\" >> " + folder.resolve("calls") + "; }; "
                + "install_packages './run' softhsm2; echo went on");

        assertThat(ended.code()).describedAs(ended.err()).isZero();
        assertThat(ended.out()).contains("went on");
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactly("update", "install --yes --no-install-recommends softhsm2");
    }

    @Test
    void aFailedInstallationShowsWhyAndEnds() throws Exception {
        Ended ended = common("id() { echo 0; }; apt-get() { echo no network; return 100; }; "
                + "install_packages './run' softhsm2; echo went on");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("no network").contains("could not install");
        assertThat(ended.out()).doesNotContain("went on");
    }

    @Test
    void runWithoutSoftHsmAndWithoutRootPrintsTheLineAndStops() throws Exception {
        Path binaries = Files.createDirectories(folder.resolve("bin"));
        script(binaries.resolve("id"), "echo 1000");
        script(binaries.resolve("apt-get"), "echo never; exit 1");
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.createDirectories(copy.resolve("server/cli/src/main/sh"));
        Files.copy(ROOT.resolve("run"), copy.resolve("run"));
        Files.writeString(
                copy.resolve(COMMON),
                Files.readString(ROOT.resolve(COMMON)) + "\nsofthsm_library() { return 1; }\nfind_jdk() { :; }\n");

        Ended ended = bash(
                Map.of("PATH", binaries + ":" + System.getenv("PATH"), "JAVA_HOME", "/jdk"),
                "bash " + copy.resolve("run") + " --data " + folder.resolve("data"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("apt-get install --yes --no-install-recommends softhsm2");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theDataFolderIsTheOptionsThenTheVariablesThenTheDefault() throws Exception {
        assertThat(common("data_folder --port 1 --data /a").out().strip()).isEqualTo("/a");
        assertThat(common("data_folder --data=/b").out().strip()).isEqualTo("/b");
        assertThat(common("SEALCHARGE_DATA=/c; data_folder").out().strip()).isEqualTo("/c");
        assertThat(common("data_folder").out().strip())
                .isEqualTo(ROOT.resolve(".data").toString());
        assertThat(common("cd /tmp; data_folder --data d").out().strip()).isEqualTo("/tmp/d");
    }

    @Test
    void statusOfAFolderThatIsNotThereIs1AndStopIs0() throws Exception {
        String absent = folder.resolve("absent").toString();

        assertThat(bash(Map.of(), "./run status --data " + absent).code()).isEqualTo(1);
        assertThat(bash(Map.of(), "./run stop --data " + absent).code()).isZero();
        assertThat(Path.of(absent)).doesNotExist();
    }

    @Test
    void testFindsModulesByPathFolderOrName() throws Exception {
        assertThat(bash(Map.of(), ". ./test; modules_named hsm; modules_named envelope; modules_named server/cli/")
                        .out()
                        .lines())
                .containsExactly("hsm/core,hsm/testkit,hsm/officer", "server/envelope", "server/cli");
    }

    @Test
    void testAddsUpReportsAndNamesWhatRepeatsAFailure() throws Exception {
        Path marker = Files.createFile(folder.resolve("marker"));
        Files.setLastModifiedTime(marker, FileTime.fromMillis(1_000));
        report("hsm/core", "good.FirstTest", 12, 0, 0, 2, "");
        report(
                "hsm/core",
                "bad.SecondTest",
                3,
                1,
                1,
                0,
                "<failure>seed, repeat: ./test hsm/core -Dseed=-42: then more\n</failure>");
        report(
                "server/cli",
                "bad.ThirdTest",
                1,
                1,
                0,
                0,
                "\n<error message=\"no luck&#10;today\" type=\"t\">settings, input: eTogMQ==, x</error>");

        Ended ended = bash(Map.of(), ". ./test; root=" + folder + "; totals " + marker + "; failures " + marker);

        assertThat(ended.out()).contains("11 passed, 3 failed, 2 skipped");
        assertThat(ended.err())
                .contains("FAILED bad.SecondTest", "repeat: ./test hsm/core -Dseed=-42\n")
                .contains("FAILED bad.ThirdTest", "repeat: ./test server/cli -Dtest=ThirdTest")
                .contains("  x: no luck today\n", "  input: eTogMQ==\n")
                .doesNotContain("FirstTest");
    }

    private void report(String module, String name, int tests, int failures, int errors, int skipped, String body)
            throws IOException {
        Path reports = Files.createDirectories(folder.resolve(module).resolve("target/surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2"
                  name="%s" time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d">
                  <testcase name="x">%s</testcase>
                </testsuite>
                """.formatted(name, tests, errors, skipped, failures, body));
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(jdk.resolve("bin"));
        script(jdk.resolve("bin/java"), "exit 0");
        script(jdk.resolve("bin/javac"), "exit 0");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Runs a line with the common functions sourced. */
    private static Ended common(String line) throws Exception {
        return bash(Map.of(), "set -euo pipefail; root=$PWD; . " + COMMON + "; " + line);
    }

    private static Ended bash(Map<String, String> environment, String line) throws Exception {
        Path out = Files.createTempFile("script", ".out");
        Path err = Files.createTempFile("script", ".err");
        try {
            List<String> command = new ArrayList<>(List.of("bash", "-c", line));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("SEALCHARGE_DATA");
            builder.environment().putAll(environment);
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
