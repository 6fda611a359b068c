package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file postmaster.pid in a data folder: who runs on it.
 *
 * @param status {@code ready} once connections are taken (PostgreSQL, miscadmin.h: LOCK_FILE_LINE_PM_STATUS)
 */
record PostmasterPid(long pid, int port, String status) {
    private static final int LINE_PORT = 3;
    private static final int LINE_STATUS = 7;
    /** Beyond any pid that Linux gives out (PID_MAX_LIMIT is 2^22). */
    private static final String NOBODYS_PID = "2147483646";

    static Optional<PostmasterPid> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() <= LINE_STATUS) {
            // just being written, or cut off by a crash
            return lines.isEmpty() || lines.getFirst().isBlank()
                    ? Optional.empty()
                    : Optional.of(
                            new PostmasterPid(Long.parseLong(lines.getFirst().strip()), 0, ""));
        }
        return Optional.of(new PostmasterPid(
                Long.parseLong(lines.getFirst().strip()),
                Integer.parseInt(lines.get(LINE_PORT).strip()),
                lines.get(LINE_STATUS).strip()));
    }

    boolean ready() {
        return status.equals("ready");
    }

    /** Whether that process is alive and is a server on this data folder, which it has as its working directory. */
    boolean runsOn(Path data) throws IOException {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data.toRealPath());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // another user's process
            return false;
        }
    }

    /**
     * After a crash the pid may have gone to another program, which PostgreSQL would take for a living server. The rest of
     * the file stays: by it the server sees whether orphans of the crashed one still use its shared memory.
     */
    static void disown(Path data) throws IOException {
        String text = Files.readString(file(data));
        int end = text.indexOf('\n');
        Files.writeString(file(data), NOBODYS_PID + (end < 0 ? "\n" : text.substring(end)));
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }
}
