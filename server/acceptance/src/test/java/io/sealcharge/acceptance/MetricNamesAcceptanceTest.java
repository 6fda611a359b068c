package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What alerts and dashboard ask for is what a platform that has done some work exports. */
@Tag("real")
class MetricNamesAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final Pattern NAME = Pattern.compile("\\b(?:sealcharge|vertx|jvm|process)_[a-z0-9_]+");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^\\s*\"?expr\"?: (.*)$");
    private static final Pattern POOL = Pattern.compile("pool_name=\\\\?\"([a-z]+)\\\\?\"");

    @Test
    void alertsAndDashboardNameOnlyMetricsThatExist() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        try (Terminal terminal = INSTALLATION.terminal("measured", platform.url())) {
            terminal.buy(new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES));
        }
        String metrics = scrape(platform.url());
        Set<String> exported = metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));

        for (String file : new String[] {"alerts.yaml", "grafana/sealcharge.json"}) {
            String expressions = expressions(Path.of("../../config", file));
            Set<String> named = all(NAME, expressions, 0);
            assertThat(named).as(file).hasSizeGreaterThan(4);
            assertThat(exported).as(file).containsAll(named);
            for (String pool : all(POOL, expressions, 1)) {
                assertThat(metrics).as(file).contains("pool_name=\"" + pool + "\"");
            }
        }
    }

    private static String expressions(Path file) throws IOException {
        return String.join("\n", all(EXPRESSION, Files.readString(file), 1));
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static String scrape(URI platform) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(platform.resolve("/metrics")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
