package io.sealcharge.platform.config;

import io.vertx.config.spi.ConfigProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The format {@code strict-yaml} of vertx-config: as its {@code yaml}, but a key given twice is an error, and so is
 * anything but a mapping at the top.
 */
public final class StrictYaml implements ConfigProcessor {
    static final String FORMAT = "strict-yaml";

    @Override
    public String name() {
        return FORMAT;
    }

    @Override
    public Future<JsonObject> process(Vertx vertx, @Nullable JsonObject configuration, Buffer input) {
        return Future.succeededFuture(input.toString(StandardCharsets.UTF_8)).map(text -> new JsonObject(parse(text)));
    }

    /**
     * @throws YAMLException naming line and column
     * @throws IllegalArgumentException if there are keys or values that JSON has not
     */
    static Map<String, Object> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        Object document = new Yaml(new FittingTags(options)).load(text);
        if (document == null) {
            return new LinkedHashMap<>();
        }
        if (document instanceof Map<?, ?> map) {
            return jsonOf(map);
        }
        throw new IllegalArgumentException("expected a mapping of settings");
    }

    /** SnakeYAML casts a node to what its tag says, so that {@code !!int []} would be a ClassCastException. */
    private static final class FittingTags extends SafeConstructor {
        private static final Set<Tag> OF_MAPPINGS = Set.of(Tag.MAP, Tag.SET);

        FittingTags(LoaderOptions options) {
            super(options);
        }

        @Override
        protected Object constructObject(Node node) {
            boolean fits = switch (node.getNodeId()) {
                case mapping -> OF_MAPPINGS.contains(node.getTag());
                case sequence -> node.getTag().equals(Tag.SEQ);
                default ->
                    !OF_MAPPINGS.contains(node.getTag()) && !node.getTag().equals(Tag.SEQ);
            };
            if (!fits) {
                throw new YAMLException("found a tag that does not fit its value" + node.getStartMark());
            }
            return super.constructObject(node);
        }
    }

    private static Map<String, Object> jsonOf(Map<?, ?> map) {
        Map<String, Object> json = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            // to YAML the number 1 and the text "1" are two keys
            if (json.containsKey(name)) {
                throw new IllegalArgumentException("found duplicate key " + name);
            }
            json.put(name, jsonOf(value));
        });
        return json;
    }

    private static @Nullable Object jsonOf(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> jsonOf(map);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(jsonOf(item)));
                yield items;
            }
            case Date date -> date.toInstant().toString();
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            default -> throw new IllegalArgumentException("expected no other types than those of JSON");
        };
    }
}
