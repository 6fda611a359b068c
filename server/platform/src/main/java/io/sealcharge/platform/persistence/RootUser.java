package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
final class RootUser {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final long TIMEOUT_SECONDS = 10;

    private RootUser() {}

    /**
     * What to put before a PostgreSQL command.
     *
     * @throws DatabaseStartException if this is root and the machine gives it no user namespace
     */
    static List<String> prefix() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        if (!namespaceAllowed()) {
            throw new DatabaseStartException("PostgreSQL does not run as root, and 'unshare -U' gives no user namespace"
                    + " here: start the platform as another user, or configure database.external");
        }
        return NAMESPACE;
    }

    private static boolean namespaceAllowed() throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false;
        }
        try {
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
