package io.sealcharge.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTimesTest {
    @TempDir
    private Path proc;

    @Test
    void aFamilyHasTheTimeOfItsChildrenThatLiveAndOfThoseThatHaveEnded() throws IOException {
        process(100, "postgres", 1, 5, 3, 40, 2);
        process(101, "postgres: (walwriter) x", 100, 7, 1, 0, 0);
        process(102, "postgres) R 100 9", 100, 20, 0, 0, 0);
        process(103, "java", 1, 1_000, 1_000, 0, 0);
        Files.createDirectories(proc.resolve("self"));
        ProcessTimes times = new ProcessTimes(proc);

        assertThat(times.ofFamily(100)).isEqualTo((5 + 3 + 40 + 2 + 7 + 1 + 20) * 10_000);
        assertThat(times.ofProcess(103)).isEqualTo(20_000_000);
        assertThat(times.ofProcess(104)).isZero();
        assertThat(times.ofFamily(104)).isZero();
    }

    @Test
    void threadsOfOneKindAreSummed() throws IOException {
        process(7, "java", 1, 1, 1, 0, 0);
        thread(7, "7/task/8", "hsm-1", 3, 1);
        thread(7, "7/task/9", "hsm-2", 4, 0);
        thread(7, "7/task/10", "vert.x-eventloo", 9, 9);
        ProcessTimes times = new ProcessTimes(proc);

        assertThat(times.ofThreads(7)).isEqualTo(Map.of("hsm", 80_000L, "vert.x-eventloo", 180_000L));
        assertThat(times.ofThreads(8)).isEmpty();
    }

    @Test
    void aProcessesPeakIsItsHighWaterMark() throws IOException {
        Path process = Files.createDirectories(proc.resolve("7"));
        Files.writeString(
                process.resolve("status"), "Name:\tjava\nVmRSS:\t     700 kB\nVmHWM:\t    1234 kB\nThreads:\t3\n");
        ProcessTimes processes = new ProcessTimes(proc);

        assertThat(processes.peakBytes(7)).isEqualTo(1_234 * 1_024);
        assertThat(processes.peakBytes(8)).isZero();
    }

    private void process(int pid, String name, int parent, int user, int system, int childUser, int childSystem)
            throws IOException {
        process(pid, Integer.toString(pid), name, parent, user, system, childUser, childSystem);
    }

    private void thread(int pid, String path, String name, int user, int system) throws IOException {
        process(pid, path, name, 1, user, system, 0, 0);
    }

    private void process(
            int pid, String path, String name, int parent, int user, int system, int childUser, int childSystem)
            throws IOException {
        Path folder = Files.createDirectories(proc.resolve(path));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (" + name + ") S " + parent + " 1 1 0 -1 0 0 0 0 0 " + user + " " + system + " " + childUser
                        + " " + childSystem + " 20 0 1 0 12345\n");
    }
}
