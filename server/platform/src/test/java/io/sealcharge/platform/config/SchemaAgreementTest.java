package io.sealcharge.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code config/schema.json} and the binder give the same verdict on every file. */
class SchemaAgreementTest {
    private static final Path CORPUS = Path.of("src/test/resources/config-corpus");
    private static final JsonObject SCHEMA = schema();
    private static final Validator VALIDATOR = Validator.create(
            JsonSchema.of(SCHEMA),
            new JsonSchemaOptions()
                    .setDraft(Draft.DRAFT202012)
                    .setBaseUri("https://sealcharge.invalid")
                    .setOutputFormat(OutputFormat.Flag));
    private static final List<Object> PROBES = List.of(
            "",
            "x",
            "no",
            "127.0.0.1",
            "0.0.0.0",
            "::1",
            "urn:a:b",
            "https://a.example",
            "https://a.example/",
            "require",
            "verify-full",
            "pooled",
            "info",
            "a b",
            "\u0000",
            "x".repeat(2000),
            true,
            false,
            -1,
            0,
            1,
            1.0,
            1.5,
            99,
            100,
            65_535,
            65_536,
            1_000_000_000_000L,
            List.of(),
            List.of("x"),
            Map.of(),
            Map.of("softhsm2", "/lib.so"),
            Map.of("softhsm2", 5),
            Map.of("a b", "/lib.so"),
            Map.of("unknown", 1));

    @TestFactory
    Stream<DynamicTest> everyFileOfTheCorpusGetsTheVerdictItsFolderNames() throws IOException {
        return Stream.of("valid", "invalid")
                .flatMap(verdict -> files(CORPUS.resolve(verdict)).stream()
                        .map(file -> DynamicTest.dynamicTest(verdict + "/" + file.getFileName(), () -> {
                            Map<String, Object> values = StrictYaml.parse(Files.readString(file));
                            assertThat(schemaAccepts(values)).as("schema").isEqualTo(verdict.equals("valid"));
                            assertThat(bound(values).isEmpty())
                                    .as("binder: %s", bound(values))
                                    .isEqualTo(verdict.equals("valid"));
                        })));
    }

    @Test
    void everyProbeAtEverySettingGetsTheSameVerdictFromBoth() {
        List<List<String>> paths = new ArrayList<>();
        collect(SCHEMA, List.of(), paths);
        List<String> differences = new ArrayList<>();
        int tried = 0;
        for (List<String> path : paths) {
            List<Object> probes = new ArrayList<>(PROBES);
            probes.add(null);
            JsonObject rule = at(path);
            for (String bound : List.of("minimum", "maximum")) {
                if (rule.containsKey(bound)) {
                    long edge = rule.getLong(bound);
                    probes.addAll(List.of(edge - 1, edge, edge + 1));
                }
            }
            for (Object probe : probes) {
                Map<String, Object> values = nested(path, probe);
                tried++;
                if (schemaAccepts(values) != bound(values).isEmpty()) {
                    differences.add(String.join(".", path) + " = " + probe + ": binder says " + bound(values));
                }
            }
        }
        assertThat(paths).hasSizeGreaterThan(50);
        assertThat(tried).isGreaterThan(2_000);
        assertThat(differences).isEmpty();
    }

    @Test
    void schemaNamesTheDefaultsOfTheCode() {
        List<List<String>> paths = new ArrayList<>();
        collect(SCHEMA, List.of(), paths);
        for (List<String> path : paths) {
            JsonObject rule = at(path);
            if (rule.containsKey("default") && !path.contains("external")) {
                Object fallback = rule.getValue("default") instanceof JsonObject object
                        ? object.getMap()
                        : rule.getValue("default");
                Map<String, Object> values = nested(path, fallback);
                Settings given =
                        SettingsBinder.bind(values, Map.of(), Path.of("/c")).settings();
                Settings defaults =
                        SettingsBinder.bind(Map.of(), Map.of(), Path.of("/c")).settings();
                assertThat(given).as(String.join(".", path)).isEqualTo(defaults);
            }
        }
    }

    private static void collect(JsonObject schema, List<String> path, List<List<String>> into) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            List<String> inner = Stream.concat(path.stream(), Stream.of(name)).toList();
            into.add(inner);
            collect(properties.getJsonObject(name), inner, into);
        }
    }

    private static JsonObject at(List<String> path) {
        JsonObject rule = SCHEMA;
        for (String name : path) {
            rule = rule.getJsonObject("properties").getJsonObject(name);
        }
        return rule;
    }

    private static Map<String, Object> nested(List<String> path, Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(path.getFirst(), path.size() == 1 ? value : nested(path.subList(1, path.size()), value));
        return values;
    }

    private static boolean schemaAccepts(Map<String, Object> values) {
        return VALIDATOR.validate(json(values)).getValid();
    }

    private static Object json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, inner) -> object.put(String.valueOf(key), json(inner)));
                yield object;
            }
            case List<?> list ->
                new JsonArray(list.stream().map(SchemaAgreementTest::json).toList());
            case null -> null;
            default -> value;
        };
    }

    private static List<Problem> bound(Map<String, Object> values) {
        return SettingsBinder.bind(values, Map.of(), Path.of("/etc/sealcharge")).problems();
    }

    private static JsonObject schema() {
        try {
            return new JsonObject(Files.readString(Path.of("../../config/schema.json")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
