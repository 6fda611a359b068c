package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./run reset}: deletes the data folder, and nothing outside it. */
@Command(name = "reset")
final class Reset implements Callable<Integer> {
    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--yes")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        DataFolder data = options.existing();
        RunRecord.running(data).ifPresent(running -> {
            throw new UsageException("a platform runs at " + running.url() + "; ./run stop ends it");
        });
        if (!yes && !confirmed(data)) {
            System.err.println("nothing was deleted");
            return Run.USAGE;
        }
        if (Leftover.runs(data)) {
            Leftover.stop(data);
        }
        delete(data);
        System.out.println("deleted " + data.root());
        return Run.DONE;
    }

    private static boolean confirmed(DataFolder data) throws IOException {
        System.err.print("Delete " + data.root() + " with its keys, vouchers and books? [y/N] ");
        System.err.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    /** The marker goes last, so that an interrupted reset can be repeated. A link goes without what it points to. */
    static void delete(DataFolder data) throws IOException {
        Path root = data.root().toRealPath();
        Path marker = root.resolve(data.marker().getFileName());
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(marker)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!folder.equals(root)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(marker);
        Files.delete(root);
    }
}
