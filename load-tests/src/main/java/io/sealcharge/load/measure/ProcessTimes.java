package io.sealcharge.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of processes, from Linux's /proc (proc_pid_stat(5)): user and system, to a hundredth of a second. */
public final class ProcessTimes {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int PARENT = 1;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final long MICROS_PER_TICK = 10_000;

    private final Path proc;

    public ProcessTimes() {
        this(Path.of("/proc"));
    }

    ProcessTimes(Path proc) {
        this.proc = proc;
    }

    /**
     * Of one process, its threads included and its children not.
     *
     * @return microseconds; 0 if there is no such process
     */
    public long ofProcess(long pid) throws IOException {
        String[] fields = fields(pid);
        return fields.length == 0 ? 0 : sum(fields, USER, SYSTEM);
    }

    /**
     * Of a process and its children: those that live, and those that have ended and were waited for.
     *
     * @return microseconds; 0 if there is no such process
     */
    public long ofFamily(long pid) throws IOException {
        long ticks = withEndedChildren(fields(pid));
        String parent = Long.toString(pid);
        try (Stream<Path> processes = Files.list(proc)) {
            for (Path process : (Iterable<Path>) processes.filter(ProcessTimes::isProcess)::iterator) {
                String[] fields = fields(Long.parseLong(process.getFileName().toString()));
                if (fields.length > PARENT && fields[PARENT].equals(parent)) {
                    ticks += withEndedChildren(fields);
                }
            }
        }
        return ticks;
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private static long withEndedChildren(String[] fields) {
        return fields.length == 0 ? 0 : sum(fields, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
    }

    private static long sum(String[] fields, int... indices) {
        long ticks = 0;
        for (int index : indices) {
            ticks += Long.parseLong(fields[index]);
        }
        return ticks * MICROS_PER_TICK;
    }

    /** The fields from the state on; the name before them may hold anything. */
    private String[] fields(long pid) throws IOException {
        try {
            String stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        } catch (NoSuchFileException gone) {
            return new String[0];
        } catch (IOException gone) {
            if (Files.exists(proc.resolve(Long.toString(pid)))) {
                throw gone;
            }
            return new String[0];
        }
    }
}
