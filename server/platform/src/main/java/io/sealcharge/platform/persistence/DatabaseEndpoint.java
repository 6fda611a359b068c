package io.sealcharge.platform.persistence;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks.
 *
 * @param caFile certificates (PEM) that the server's must chain to; needed for {@link Tls#VERIFY_FULL}
 */
public record DatabaseEndpoint(
        String host,
        int port,
        String database,
        String user,
        DatabasePassword password,
        Tls tls,
        @Nullable Path caFile) {

    /** Transport security, named as libpq's sslmode. */
    public enum Tls {
        DISABLE("disable"),
        /** Encrypted, the server's certificate unchecked. */
        REQUIRE("require"),
        VERIFY_FULL("verify-full");

        private final String label;

        Tls(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public DatabaseEndpoint {
        if (tls == Tls.VERIFY_FULL && caFile == null) {
            throw new IllegalArgumentException("verify-full needs the file of the CA's certificates");
        }
    }

    /** A database on this machine, reached without TLS. */
    public static DatabaseEndpoint local(int port, String database, String user, DatabasePassword password) {
        return new DatabaseEndpoint("127.0.0.1", port, database, user, password, Tls.DISABLE, null);
    }

    /** The same server and user, another database. */
    public DatabaseEndpoint withDatabase(String name) {
        return new DatabaseEndpoint(host, port, name, user, password, tls, caFile);
    }
}
