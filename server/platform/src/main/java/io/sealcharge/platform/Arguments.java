package io.sealcharge.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process's command line.
 *
 * @param readyFile written when the platform is ready; null for none
 */
record Arguments(Path config, boolean checkOnly, @Nullable Path readyFile) {
    static final String USAGE = "usage: Main --config FILE [--check-config] [--ready-file FILE]";

    /** @throws StartFailure if the arguments are not as {@link #USAGE} says */
    static Arguments parse(String... arguments) {
        Path config = null;
        Path readyFile = null;
        boolean checkOnly = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--check-config" -> checkOnly = true;
                case "--config" -> config = path(arguments, ++i);
                case "--ready-file" -> readyFile = path(arguments, ++i);
                default -> throw wrong("unknown argument " + arguments[i]);
            }
        }
        if (config == null) {
            throw wrong("--config is missing");
        }
        return new Arguments(config, checkOnly, readyFile);
    }

    private static Path path(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw wrong(arguments[at - 1] + " needs a file");
        }
        return Path.of(arguments[at]);
    }

    private static StartFailure wrong(String reason) {
        return new StartFailure(ExitCode.CONFIGURATION, reason + "; " + USAGE, null);
    }
}
