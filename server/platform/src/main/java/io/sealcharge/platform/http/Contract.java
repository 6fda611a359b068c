package io.sealcharge.platform.http;

import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contract, config/openapi.yaml: as text for its readers and as a model for the router.
 *
 * @param text YAML
 * @param document the same, parsed
 * @param model for routing and validating requests
 */
public record Contract(String text, JsonObject document, OpenAPIContract model) {
    private static final String RESOURCE = "/config/openapi.yaml";

    /** Loads the contract from the class path, off the event loop. */
    public static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(Contract::read, false)
                .map(Objects::requireNonNull)
                .compose(text -> {
                    JsonObject document = parse(text);
                    return OpenAPIContract.from(vertx, forRouting(document.copy()))
                            .map(model -> new Contract(text, document, model));
                });
    }

    private static String read() {
        try (InputStream resource = Contract.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonObject parse(String yaml) {
        Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new JsonObject(document).copy();
    }

    /** The router knows few media types, and needs neither answers nor the form, which has its own decoder. */
    private static JsonObject forRouting(JsonObject document) {
        for (String path : document.getJsonObject("paths").fieldNames()) {
            JsonObject methods = document.getJsonObject("paths").getJsonObject(path);
            for (String method : methods.fieldNames()) {
                JsonObject operation = methods.getJsonObject(method);
                operation.put("responses", new JsonObject().put("default", new JsonObject().put("description", "-")));
                JsonObject body = operation.getJsonObject("requestBody");
                if (body != null && !body.getJsonObject("content").containsKey("application/json")) {
                    operation.remove("requestBody");
                }
            }
        }
        JsonObject components = document.getJsonObject("components");
        components.remove("responses");
        components.remove("headers");
        return document;
    }

    /** The media type of an operation's body, if it has one. */
    Optional<String> mediaType(Operation operation) {
        JsonObject body = document.getJsonObject("paths")
                .getJsonObject(operation.getOpenAPIPath())
                .getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("requestBody");
        return Optional.ofNullable(body)
                .map(present ->
                        present.getJsonObject("content").fieldNames().iterator().next());
    }

    /** The scopes that an operation needs, all of them; empty if it needs no token. */
    static Optional<Set<Scope>> scopes(Operation operation) {
        if (operation.getSecurityRequirements().isEmpty()) {
            return Optional.empty();
        }
        SecurityRequirement requirement = operation.getSecurityRequirements().getFirst();
        Set<Scope> scopes = requirement.getNames().stream()
                .flatMap(scheme -> requirement.getScopes(scheme).stream())
                .map(label -> Scope.ofLabel(label)
                        .orElseThrow(() -> new IllegalStateException("the contract names an unknown scope " + label)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
        return Optional.of(scopes);
    }

    /** The methods that the contract has for a path, separated by commas; empty if it has none. */
    String allowedMethods(String path) {
        return model.operations().stream()
                .filter(operation -> matches(operation.getOpenAPIPath(), path))
                .map(operation -> operation.getHttpMethod().name())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        boolean matches = expected.length == actual.length;
        for (int i = 0; matches && i < expected.length; i++) {
            matches = expected[i].startsWith("{") || expected[i].equals(actual[i]);
        }
        return matches;
    }
}
