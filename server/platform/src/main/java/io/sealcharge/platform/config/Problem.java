package io.sealcharge.platform.config;

/**
 * One thing wrong with the configuration.
 *
 * @param path of the setting ({@code http.port}), or the name of the environment variable; empty for the whole file
 * @param rule what was expected, and what was found where that cannot be a secret
 */
public record Problem(String path, String rule) {
    @Override
    public String toString() {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}
