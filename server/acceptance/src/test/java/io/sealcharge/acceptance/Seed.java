package io.sealcharge.acceptance;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Where a test's chance comes from; a failure tells the command that repeats it. */
final class Seed implements TestExecutionExceptionHandler {
    private final long value = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(value);

    long value() {
        return value;
    }

    Random random() {
        return random;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        throw new AssertionError(
                "[repeat: ./test" + (Boolean.getBoolean("sealcharge.long") ? " --long" : "")
                        + " server/acceptance -Dtest="
                        + context.getRequiredTestClass().getSimpleName() + " -Dseed=" + value + "] " + failure,
                failure);
    }
}
