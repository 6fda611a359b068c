package io.sealcharge.platform.persistence;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Blocking connections, for the start alone: never on an event loop. */
final class Jdbc {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    private Jdbc() {}

    static DataSource dataSource(DatabaseEndpoint endpoint) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {endpoint.host()});
        source.setPortNumbers(new int[] {endpoint.port()});
        source.setDatabaseName(endpoint.database());
        source.setUser(endpoint.user());
        source.setPassword(endpoint.password().reveal());
        source.setApplicationName("sealcharge start");
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSslMode(endpoint.tls().label());
        if (endpoint.caFile() != null) {
            source.setSslRootCert(endpoint.caFile().toString());
        }
        return source;
    }
}
