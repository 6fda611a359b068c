package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.http.TestApi.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DocsPageTest {
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
}
