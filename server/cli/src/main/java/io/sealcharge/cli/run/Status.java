package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./run status}: 0 if a platform runs, 1 if none does. */
@Command(name = "status")
final class Status implements Callable<Integer> {
    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() {
        DataFolder data = options.existing();
        Optional<RunRecord> running = RunRecord.running(data);
        if (running.isPresent()) {
            RunRecord record = running.get();
            System.out.println("running at " + record.url() + " (pid " + record.pid() + ", since "
                    + record.startedAt().truncatedTo(ChronoUnit.SECONDS) + ")");
            System.out.println("  docs   " + record.url().resolve("/docs"));
            System.out.println("  log    " + data.log());
            return Run.DONE;
        }
        System.out.println("not running");
        if (Leftover.runs(data)) {
            System.out.println("  its database outlived a kill; ./run takes it over, ./run stop ends it");
        }
        return Run.FAILED;
    }
}
