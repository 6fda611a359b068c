package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealcharge.platform.http.TestApi.Reply;
import io.vertx.openapi.contract.Operation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class DocsPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void thePageTakesAllItsPartsFromHere() {
        Reply page = api.get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
        assertThat(page.text()).doesNotContain("http:").doesNotContain("https:").doesNotContain("\"//");
        Matcher part = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"").matcher(page.text());
        int parts = 0;
        while (part.find()) {
            parts++;
            Reply reply = api.get("/" + part.group(1));
            assertThat(reply.status()).as(part.group(1)).isEqualTo(200);
            assertThat(reply.text()).isNotEmpty();
        }
        assertThat(parts).isEqualTo(4);
    }

    @Test
    void aBrowserWithoutNetworkShowsEachOperation(@TempDir Path profile) throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium on this machine");
        File dom = profile.resolve("dom.html").toFile();
        Process chromium = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + profile.resolve("profile"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        api.url + "/docs"))
                .redirectOutput(dom)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(chromium.waitFor(90, TimeUnit.SECONDS))
                    .as("Chromium ends")
                    .isTrue();
        } finally {
            chromium.descendants().forEach(ProcessHandle::destroyForcibly);
            chromium.destroyForcibly().waitFor();
        }
        String text = Files.readString(dom.toPath());
        for (Operation operation : api.contract.model().operations()) {
            assertThat(text).contains(">" + operation.getOperationId() + "<");
        }
    }
}
