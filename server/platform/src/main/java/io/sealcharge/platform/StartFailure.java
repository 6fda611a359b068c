package io.sealcharge.platform;

import org.jspecify.annotations.Nullable;

/** The platform cannot start; the message is one line for the operator. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartFailure(ExitCode exitCode, String reason, @Nullable Throwable cause) {
        super(reason.lines().findFirst().orElse(""), cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
