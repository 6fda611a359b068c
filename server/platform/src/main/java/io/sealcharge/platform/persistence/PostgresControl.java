package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl, which end; the server itself is pg_ctl's orphan and outlives this JVM. */
final class PostgresControl {
    static final int TIMEOUT_SECONDS = 60;
    private static final int TAIL_CHARACTERS = 2_000;

    private final PostgresBinaries binaries;
    private final EmbeddedFolder folder;

    PostgresControl(PostgresBinaries binaries, EmbeddedFolder folder) {
        this.binaries = binaries;
        this.folder = folder;
    }

    /** Makes the data folder under another name first, so that one of the right name is always whole. */
    void initialise() throws IOException {
        Path unfinished = folder.unfinishedData();
        PostgresBinaries.remove(unfinished);
        run(
                "make the database in " + folder.data(),
                binaries.program("initdb"),
                "--pgdata=" + unfinished,
                "--username=" + EmbeddedFolder.SUPERUSER,
                "--pwfile=" + folder.superuserPassword(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
        Files.move(unfinished, folder.data());
    }

    void start() throws IOException {
        Files.deleteIfExists(folder.startLog());
        run(
                "start the database in " + folder.data(),
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + TIMEOUT_SECONDS,
                "--pgdata=" + folder.data(),
                "--log=" + folder.startLog());
    }

    /** Ends sessions and stops; nothing that was acknowledged is lost. */
    void stop() throws IOException {
        run(
                "stop the database in " + folder.data(),
                binaries.program("pg_ctl"),
                "stop",
                "--wait",
                "--mode=fast",
                "--timeout=" + TIMEOUT_SECONDS,
                "--pgdata=" + folder.data());
    }

    private void run(String purpose, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(RootUser.prefix());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.controlLog().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS + 10L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatabaseStartException("cannot " + purpose + ": no end after " + TIMEOUT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("interrupted while trying to " + purpose, e);
        }
        if (process.exitValue() != 0) {
            throw new DatabaseStartException(
                    "cannot " + purpose + ": " + tail(folder.controlLog()) + tail(folder.startLog()));
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
        return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS)) + "\n";
    }
}
