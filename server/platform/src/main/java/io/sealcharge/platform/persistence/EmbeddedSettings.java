package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of the embedded server: written anew before each start, compared before a running one is adopted. */
final class EmbeddedSettings {
    private static final String INCLUDE = "include 'sealcharge.conf'\n";

    private EmbeddedSettings() {}

    /** What a running server must have to be adopted. */
    static Map<String, String> required() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        // so that a search of the write-ahead log for what must not stand there can find it
        settings.put("wal_compression", "off");
        settings.put("max_connections", "100");
        // statements are short: compiling them costs more than it gives
        settings.put("jit", "off");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        return settings;
    }

    static void write(EmbeddedFolder folder, int port) throws IOException {
        Map<String, String> settings = required();
        settings.put("port", Integer.toString(port));
        settings.put("shared_buffers", "256MB");
        // after a checkpoint each page goes into the write-ahead log as a whole: under load not every few seconds
        settings.put("max_wal_size", "3GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // seven files, one a day of the week, so that logs stay bounded
        settings.put("logging_collector", "on");
        settings.put("log_directory", folder.logs().toString());
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        StringBuilder text = new StringBuilder("# Written at each start; edits are lost.\n");
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(folder.settings(), text);
        Path main = folder.data().resolve("postgresql.conf");
        String configuration = Files.readString(main);
        if (!configuration.endsWith(INCLUDE)) {
            Files.writeString(main, configuration + "\n" + INCLUDE);
        }
    }

    /** The first setting of a running server that is not as required, in words. */
    static Optional<String> firstDifference(Connection connection, Path data) throws SQLException {
        Map<String, String> expected = required();
        expected.put("data_directory", data.toString());
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : expected.entrySet()) {
                String actual = setting(statement, setting.getKey());
                if (!actual.equalsIgnoreCase(setting.getValue())) {
                    return Optional.of(setting.getKey() + " is '" + actual + "', not '" + setting.getValue() + "'");
                }
            }
        }
        return Optional.empty();
    }

    /** As configured, whatever this session's own setting is. */
    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT reset_val FROM pg_settings WHERE lower(name) = '" + name + "'")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
