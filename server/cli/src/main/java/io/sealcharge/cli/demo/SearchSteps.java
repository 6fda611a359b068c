package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.terminal.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows that no PIN stayed behind: first that the search finds what is there, then that it finds no PIN. */
public final class SearchSteps {
    private static final List<Place> PLANTED =
            List.of(Place.FILE, Place.WRITE_AHEAD_LOG, Place.TABLE, Place.LOG, Place.HTTP_BODY);

    private final Steps steps;
    private final Exchanges exchanges;
    private final Secrets secrets;
    private final DataFolder data;
    private final Connection database;
    private final FileSearch files;

    /** @param database of a superuser */
    public SearchSteps(Steps steps, Exchanges exchanges, Secrets secrets, DataFolder data, Connection database) {
        this.steps = steps;
        this.exchanges = exchanges;
        this.secrets = secrets;
        this.data = data;
        this.database = database;
        this.files = new FileSearch(data.root(), data.logs(), data.database().resolve("log"));
    }

    /** The log must be readable while the vouchers are sold, so this comes before. */
    public void requireReadableLog() {
        steps.step(() -> {
            String compression = setting("wal_compression");
            require(compression.equals("off"), "wal_compression is " + compression + ": the search could not read it");
            return "PostgreSQL's write-ahead log is uncompressed, so that a search can read it";
        });
    }

    public void run() throws IOException, SQLException {
        findCanaries();
        findNoPinInFiles();
        findNoPinInTables();
        findNoPinElsewhere();
    }

    private void findCanaries() throws IOException, SQLException {
        Map<Place, SearchReport> reports = new EnumMap<>(Place.class);
        try (Canary canary = new Canary(data.root(), data.logs(), database)) {
            Exchange planted = canary.exchange();
            canary.plant();
            exchanges.plant(planted);
            PinSearch search = canary.search();
            SearchReport inFiles = files.search(search);
            reports.put(Place.FILE, inFiles);
            reports.put(Place.LOG, inFiles);
            reports.put(Place.WRITE_AHEAD_LOG, inFiles);
            reports.put(Place.TABLE, new TableSearch(database).search(search));
            reports.put(Place.HTTP_BODY, exchanges.search(search));
            exchanges.remove(planted);
        }
        for (Place place : PLANTED) {
            steps.step(() -> {
                SearchReport report = reports.get(place);
                int found = report == null
                        ? 0
                        : report.encodings(place.label(), place).size();
                require(
                        found == Encoding.values().length,
                        "the search found the canary in " + place.label() + " in " + found + " of "
                                + Encoding.values().length + " encodings: it cannot be trusted");
                return "canary planted in " + place.label() + ": found in all " + found
                        + " encodings (plain, base64, base64url, hex, UTF-16), and removed";
            });
        }
    }

    /** Before a checkpoint the log holds what was sold, after it the tables' files do. */
    private void findNoPinInFiles() {
        steps.step(() -> {
            PinSearch search = secrets.search();
            SearchReport before = files.search(search);
            try (Statement statement = database.createStatement()) {
                statement.execute("CHECKPOINT");
            }
            SearchReport after = files.search(search);
            requireNone(before, after);
            return "none of the %d PINs in any of %d files of %s (%d MB; write-ahead log and logs included)"
                    .formatted(secrets.size(), after.places(), data.root(), after.bytes() >> 20);
        });
    }

    private void findNoPinInTables() {
        steps.step(() -> {
            TableSearch tables = new TableSearch(database);
            SearchReport report = tables.search(secrets.search());
            requireNone(report);
            return String.format(
                    Locale.ROOT,
                    "none in any of %,d rows of every table, each column as text and as bytes",
                    tables.rows());
        });
    }

    private void findNoPinElsewhere() {
        steps.step(() -> {
            SearchReport bodies = exchanges.search(secrets.search());
            requireNone(bodies);
            return "none in the heads and bodies of " + bodies.places() + " HTTP exchanges";
        });
        steps.step(() -> {
            SearchReport output = new SearchReport();
            byte[] printed = steps.printed().getBytes(StandardCharsets.UTF_8);
            output.searched(
                    Place.OUTPUT,
                    "of the demo",
                    printed.length,
                    secrets.search().in(printed));
            requireNone(output);
            return "none in what is printed here";
        });
    }

    private static void requireNone(SearchReport... reports) {
        String finds = SearchReport.words(List.of(reports));
        require(finds.isEmpty(), "a PIN stayed behind: " + finds);
    }

    private String setting(String name) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
