package io.sealcharge.platform.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One YAML file and the environment's overrides ({@code SEALCHARGE_HTTP_PORT} for {@code http.port}) as {@link
 * Settings}.
 */
public final class SettingsFile {
    private final Path file;
    private final Map<String, String> environment;

    public SettingsFile(Path file, Map<String, String> environment) {
        this.file = file.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
    }

    /** @return fails with {@link ConfigurationException} that lists all that is wrong */
    public Future<Settings> read(Vertx vertx) {
        if (!Files.isReadable(file)) {
            return Future.failedFuture(problem("cannot read " + file));
        }
        ConfigStoreOptions store = new ConfigStoreOptions()
                .setType("file")
                .setFormat(StrictYaml.FORMAT)
                .setConfig(new JsonObject().put("path", file.toString()));
        ConfigRetriever retriever = ConfigRetriever.create(
                vertx, new ConfigRetrieverOptions().setScanPeriod(-1).addStore(store));
        return retriever
                .getConfig()
                .recover(unreadable ->
                        Future.failedFuture(problem("cannot parse " + file + ": " + unreadable.getMessage())))
                .compose(json -> vertx.executeBlocking(() -> settings(json)))
                .map(Objects::requireNonNull)
                .eventually(() -> {
                    retriever.close();
                    return Future.succeededFuture();
                });
    }

    private Settings settings(JsonObject json) {
        Path folder = file.getParent();
        SettingsBinder.Bound bound = SettingsBinder.bind(json.getMap(), environment, folder == null ? file : folder);
        List<Problem> problems = new ArrayList<>(bound.problems());
        if (problems.isEmpty()) {
            problems.addAll(SettingsCheck.check(bound.settings()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return bound.settings();
    }

    private static ConfigurationException problem(String rule) {
        return new ConfigurationException(List.of(new Problem("", rule)));
    }
}
