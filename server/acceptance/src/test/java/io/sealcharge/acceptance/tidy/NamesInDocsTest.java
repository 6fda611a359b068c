package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an operator can meet by name stands in the docs: metrics, settings, problem codes. And nothing else does. */
class NamesInDocsTest {
    private static final Pattern METRIC = Pattern.compile("\"(sealcharge\\.[a-z0-9.]+)\"");
    private static final Pattern METRIC_ROW = Pattern.compile("^\\| `(sealcharge\\.[a-z0-9.]+)`", Pattern.MULTILINE);
    private static final Pattern PROBLEM_CODE = Pattern.compile("^    ([A-Z_]+)\\(\"", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z0-9_.]+)` \\|", Pattern.MULTILINE);
    private static final String PROBLEM_CODES =
            "server/platform/src/main/java/io/sealcharge/platform/http/ProblemCode.java";

    /** System properties of the log's set-up and a file: names of the same shape. */
    private static final Set<String> NO_METRICS =
            Set.of("sealcharge.log.level", "sealcharge.log.to", "sealcharge.log.directory", "sealcharge.conf");

    private final Repository repository = Repository.here();

    @Test
    void metricsInTheSourcesAreThoseInTheDocs() {
        String sources = repository.files(".java").stream()
                .filter(file -> repository.name(file).contains("src/main")
                        && !repository.name(file).startsWith("server/cli/"))
                .map(Repository::read)
                .collect(Collectors.joining());
        Set<String> metrics = all(METRIC, sources);
        metrics.removeAll(NO_METRICS);
        assertThat(all(METRIC_ROW, Repository.read(repository.file("docs/metrics.md"))))
                .isEqualTo(metrics);
    }

    @Test
    void problemCodesInTheSourcesAreThoseInTheDocs() {
        Set<String> codes = all(PROBLEM_CODE, Repository.read(repository.file(PROBLEM_CODES))).stream()
                .map(code -> code.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(all(ROW, Repository.read(repository.file("docs/errors.md")))).isEqualTo(codes);
    }

    @Test
    void settingsInTheSchemaAreThoseInTheDocs() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(repository.file("config/schema.json").toFile());
        Set<String> settings = new TreeSet<>();
        collect(schema, "", settings);
        assertThat(all(ROW, Repository.read(repository.file("docs/configuration.md"))))
                .isEqualTo(settings);
    }

    private static void collect(JsonNode schema, String path, Set<String> into) {
        if (!schema.has("properties")) {
            into.add(path);
            return;
        }
        for (var property : schema.get("properties").properties()) {
            collect(property.getValue(), path.isEmpty() ? property.getKey() : path + "." + property.getKey(), into);
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
