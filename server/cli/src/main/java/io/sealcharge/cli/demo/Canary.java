package io.sealcharge.cli.demo;

import io.sealcharge.terminal.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers in the form of PINs, planted where a PIN must not be: a search that does not find them proves nothing. One for
 * each kind of place, in every encoding. The write-ahead log keeps its canary for a while, which is why none is a PIN.
 */
final class Canary implements AutoCloseable {
    private static final int DIGITS = 18;
    private static final String TABLE = "sealcharge_canary";

    private final Map<Place, byte[]> numbers = new EnumMap<>(Place.class);
    private final Path file;
    private final Path log;
    private final Connection database;

    /** @param database of a role that may make tables */
    Canary(Path folder, Path logs, Connection database) {
        this.file = folder.resolve("canary.bin");
        this.log = logs.resolve("canary.log");
        this.database = database;
        SecureRandom random = new SecureRandom();
        for (Place place : Place.values()) {
            byte[] number = new byte[DIGITS];
            for (int i = 0; i < DIGITS; i++) {
                number[i] = (byte) ('0' + random.nextInt(10));
            }
            numbers.put(place, number);
        }
        // What goes into a table goes through the write-ahead log: it is the same number that must be found in both.
        numbers.put(Place.WRITE_AHEAD_LOG, number(Place.TABLE));
    }

    /** Plants in file, log, table and write-ahead log. */
    void plant() throws IOException, SQLException {
        Files.write(file, inEveryEncoding(Place.FILE));
        Files.write(log, inEveryEncoding(Place.LOG));
        try (Statement statement = database.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
            statement.execute("CREATE TABLE " + TABLE + " (value bytea NOT NULL)");
        }
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO " + TABLE + " VALUES (?)")) {
            for (Encoding encoding : Encoding.values()) {
                insert.setBytes(1, encoding.written("pin=", number(Place.TABLE), ";"));
                insert.executeUpdate();
            }
        }
    }

    /** An exchange that never was, for what keeps exchanges. Its bytes are shown as ISO 8859-1. */
    Exchange exchange() {
        String body = new String(inEveryEncoding(Place.HTTP_BODY), StandardCharsets.ISO_8859_1);
        return new Exchange("POST", URI.create("canary:/canary"), Map.of(), body, 200, Map.of(), "{}", Duration.ZERO);
    }

    /** Finds them all, each by the label of its kind of place. */
    PinSearch search() {
        Map<String, byte[]> byPlace = new LinkedHashMap<>();
        numbers.forEach((place, number) -> byPlace.put(place.label(), number));
        return new PinSearch(byPlace);
    }

    private byte[] number(Place place) {
        byte[] number = numbers.get(place);
        if (number == null) {
            throw new IllegalStateException("every place has a canary");
        }
        return number;
    }

    private byte[] inEveryEncoding(Place place) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Encoding encoding : Encoding.values()) {
            all.writeBytes(encoding.written("pin=", number(place), ";"));
            all.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
        }
        return all.toByteArray();
    }

    /** Removes what was planted; what the write-ahead log has is overwritten in its own time. */
    @Override
    public void close() throws IOException, SQLException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(log);
        try (Statement statement = database.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
        }
    }
}
