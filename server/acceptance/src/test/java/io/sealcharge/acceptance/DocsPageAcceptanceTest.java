package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.acceptance.Api.Request;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The docs page of the built platform, as a browser without a network shows it. */
@Tag("real")
class DocsPageAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final Pattern OPERATION_ID = Pattern.compile("^ +operationId: (\\w+)$", Pattern.MULTILINE);
    private static final int BROWSER_SECONDS = 120;

    @Test
    void aBrowserWithoutNetworkShowsEachOperation(@TempDir Path folder) throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        List<String> operations = operations(platform.url());

        String page = shown(platform.url().resolve("/docs"), folder);

        assertThat(operations).hasSizeGreaterThan(10).contains("createPurchase", "createRecharge");
        assertThat(operations).allSatisfy(operation -> assertThat(page).contains(">" + operation + "<"));
    }

    private static List<String> operations(URI platform) {
        try (Api api = new Api(platform)) {
            String contract = api.send(Request.get("/openapi.yaml")).text();
            return OPERATION_ID
                    .matcher(contract)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
        }
    }

    /** What has become of the page when its scripts have run. */
    private static String shown(URI page, Path folder) throws Exception {
        File dom = folder.resolve("dom.html").toFile();
        Path complaints = folder.resolve("chromium.log");
        Process chromium = new ProcessBuilder(
                        chromium().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        page.toString())
                .redirectOutput(dom)
                .redirectError(complaints.toFile())
                .start();
        try {
            assertThat(chromium.waitFor(BROWSER_SECONDS, TimeUnit.SECONDS))
                    .as(() -> "Chromium ends; it says " + read(complaints))
                    .isTrue();
        } finally {
            chromium.descendants().forEach(ProcessHandle::destroyForcibly);
            chromium.destroyForcibly().waitFor();
        }
        return Files.readString(dom.toPath());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "google-chrome").map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "no browser to open the docs page with: apt-get install chromium (or put google-chrome on PATH)"));
    }
}
