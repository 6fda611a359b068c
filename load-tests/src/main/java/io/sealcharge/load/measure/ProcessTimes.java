package io.sealcharge.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Processor time of processes, from Linux's /proc (proc_pid_stat(5)): user and system, to a hundredth of a second; and their
 * memory (proc_pid_status(5)).
 */
public final class ProcessTimes {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int PARENT = 1;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final long MICROS_PER_TICK = 10_000;
    private static final String PEAK = "VmHWM:";
    private static final long BYTES_PER_KIB = 1_024;

    private static final Pattern NUMBERS = Pattern.compile("[-#_ ]*[0-9]+$");

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
        long micros = withEndedChildren(fields(pid));
        String parent = Long.toString(pid);
        try (Stream<Path> processes = Files.list(proc)) {
            for (Path process : (Iterable<Path>) processes.filter(ProcessTimes::isProcess)::iterator) {
                String[] fields = fields(Long.parseLong(process.getFileName().toString()));
                if (fields.length > PARENT && fields[PARENT].equals(parent)) {
                    micros += withEndedChildren(fields);
                }
            }
        }
        return micros;
    }

    /**
     * Of a process's threads that live, summed by name: up to 15 characters, without the numbers that tell threads of one
     * kind apart.
     *
     * @return microseconds
     */
    public Map<String, Long> ofThreads(long pid) throws IOException {
        Map<String, Long> micros = new TreeMap<>();
        Path threads = proc.resolve(Long.toString(pid)).resolve("task");
        if (!Files.exists(threads)) {
            return micros;
        }
        try (Stream<Path> each = Files.list(threads)) {
            for (Path thread : (Iterable<Path>) each::iterator) {
                String stat = stat(thread);
                if (!stat.isEmpty()) {
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                    micros.merge(NUMBERS.matcher(name).replaceAll(""), sum(fields(stat), USER, SYSTEM), Long::sum);
                }
            }
        }
        return micros;
    }

    /**
     * The most memory that a process has had resident since it started.
     *
     * @return bytes; 0 if there is no such process
     */
    public long peakBytes(long pid) throws IOException {
        // of the form "VmHWM:     512 kB", where kB are 1,024 bytes
        return read(proc.resolve(Long.toString(pid)).resolve("status"))
                .lines()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> BYTES_PER_KIB
                        * Long.parseLong(line.substring(PEAK.length(), line.lastIndexOf(' '))
                                .strip()))
                .sum();
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

    private String[] fields(long pid) throws IOException {
        String stat = stat(proc.resolve(Long.toString(pid)));
        return stat.isEmpty() ? new String[0] : fields(stat);
    }

    /** The fields from the state on; the name before them may hold anything. */
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }

    private static String stat(Path process) throws IOException {
        return read(process.resolve("stat"));
    }

    /** Empty if the process has ended. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException gone) {
            if (Files.exists(file)) {
                throw gone;
            }
            return "";
        }
    }
}
