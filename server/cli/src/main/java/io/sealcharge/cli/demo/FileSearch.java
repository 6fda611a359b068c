package io.sealcharge.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches every file of a folder, names included. PostgreSQL's write-ahead log is read a second time as the one stream
 * that it is. A file that cannot be read fails the search; one that is gone by then is passed over, as a server at work
 * makes and removes files.
 */
final class FileSearch {
    private static final String WAL_FOLDER = "pg_wal";

    private final Path folder;
    private final Path logs;
    private final Path postgresLogs;

    /** @param logs the folder of log files within {@code folder} */
    FileSearch(Path folder, Path logs, Path postgresLogs) {
        this.folder = folder;
        this.logs = logs;
        this.postgresLogs = postgresLogs;
    }

    SearchReport search(PinSearch secrets) throws IOException {
        SearchReport report = new SearchReport();
        List<Path> segments = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    if (kind(file) == Place.WRITE_AHEAD_LOG) {
                        segments.add(file);
                    }
                    searchFile(file, attributes.size(), secrets, report);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        report.found(Place.WRITE_AHEAD_LOG, WAL_FOLDER, inRecords(segments, secrets));
        return report;
    }

    private void searchFile(Path file, long size, PinSearch secrets, SearchReport report) throws IOException {
        String name = folder.relativize(file).toString();
        try (InputStream content = Files.newInputStream(file)) {
            Set<PinSearch.Match> matches = new TreeSet<>(secrets.in(content));
            matches.addAll(secrets.in(name.getBytes(StandardCharsets.UTF_8)));
            report.searched(kind(file), name, size, matches);
        } catch (NoSuchFileException gone) {
            // removed since the folder was listed
        }
    }

    /** Segments are named by their place in the log, so that their order is that of their names. */
    private static Set<PinSearch.Match> inRecords(List<Path> segments, PinSearch secrets) throws IOException {
        Collections.sort(segments);
        List<InputStream> streams = new ArrayList<>();
        try {
            for (Path segment : segments) {
                streams.add(new WalPages(Files.newInputStream(segment)));
            }
            return secrets.in(new SequenceInputStream(Collections.enumeration(streams)));
        } catch (NoSuchFileException recycled) {
            throw new IOException("the write-ahead log moved on during the search: " + recycled.getMessage(), recycled);
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    private Place kind(Path file) {
        Path parent = file.getParent();
        if (parent != null && parent.endsWith(WAL_FOLDER)) {
            return Place.WRITE_AHEAD_LOG;
        }
        return file.startsWith(logs) || file.startsWith(postgresLogs) ? Place.LOG : Place.FILE;
    }
}
