package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./run stop}: ends the platform in order, and a database that outlived one. */
@Command(name = "stop")
final class Stop implements Callable<Integer> {
    /** Longer than the platform gives itself. */
    private static final long WAIT_S = 90;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        DataFolder data = options.existing();
        Optional<RunRecord> running = RunRecord.running(data);
        Optional<ProcessHandle> process = running.flatMap(RunRecord::process);
        if (process.isPresent()) {
            ProcessHandle platform = process.get();
            platform.destroy();
            try {
                platform.onExit().get(WAIT_S, TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                System.err.println("the platform (pid " + platform.pid() + ") has not ended after " + WAIT_S
                        + " s; see " + data.log());
                return Run.FAILED;
            }
            System.out.println("stopped");
        } else if (Leftover.runs(data)) {
            Leftover.stop(data);
            System.out.println("stopped the database that had outlived its platform");
        } else {
            System.out.println("nothing runs");
        }
        return Run.DONE;
    }
}
