package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
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
        data.delete();
        System.out.println("deleted " + data.root());
        return Run.DONE;
    }

    private static boolean confirmed(DataFolder data) throws IOException {
        System.err.print("Delete " + data.root() + " with its keys, vouchers and books? [y/N] ");
        System.err.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
