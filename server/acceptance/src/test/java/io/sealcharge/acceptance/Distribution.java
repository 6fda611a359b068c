package io.sealcharge.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built jars, and how a JVM is started with them: the way the scripts do it. */
final class Distribution {
    private static final Path LIB = Path.of(System.getProperty("sealcharge.distribution", "../cli/target/lib"))
            .toAbsolutePath()
            .normalize();

    /** Where processes of one kind leave their loaded classes for the next one; no other test writes there at the time. */
    private static final Path ARCHIVES = Path.of(System.getProperty("sealcharge.archives", "target/archives"))
            .toAbsolutePath();

    private Distribution() {}

    /**
     * The platform.
     *
     * @param arguments of its main class
     */
    static List<String> platform(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("io.sealcharge.platform.Main"));
        command.addAll(arguments);
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseParallelGC"));
        options.addAll(archive("platform"));
        return line(options, List.of(), command);
    }

    /** @param command main class and arguments */
    static List<String> command(List<Path> moreClasses, List<String> command) {
        List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        // a folder of classes keeps a JVM from using an archive
        if (moreClasses.isEmpty()) {
            options.addAll(archive("command"));
        }
        return line(options, moreClasses, command);
    }

    /** Options by which a process starts in two thirds of the time, with the classes that one of its kind has loaded before. */
    private static List<String> archive(String kind) {
        try {
            Files.createDirectories(ARCHIVES);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + ARCHIVES.resolve(kind + ".jsa"),
                // what people are told is compared, and no archive is no fault
                "-Xlog:cds*=off",
                "-Xlog:aot*=off");
    }

    private static List<String> line(List<String> options, List<Path> moreClasses, List<String> command) {
        if (!Files.isDirectory(LIB)) {
            throw new IllegalStateException(LIB + " is not there: run mvn verify, or mvn package in server/cli first");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // these processes live for seconds: the second compiler would cost more than it gives
                "-XX:TieredStopAtLevel=1"));
        line.addAll(options);
        line.addAll(List.of("-cp", LIB + "/*"));
        moreClasses.forEach(path -> line.set(line.size() - 1, line.getLast() + ":" + path));
        line.addAll(command);
        return line;
    }

    /** Runs to the end. */
    static void run(Path folder, Path softHsmConfig, List<Path> moreClasses, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command(moreClasses, command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SOFTHSM2_CONF", softHsmConfig.toString());
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit + ":\n" + Files.readString(output));
        }
    }
}
