package io.sealcharge.cli;

import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.envelope.UntrustedKeyException;
import io.sealcharge.platform.config.ConfigurationException;
import io.sealcharge.terminal.PlatformUnreachableException;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.ReferenceTakenException;
import io.sealcharge.terminal.UnexpectedAnswerException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a failed command prints and how it ends: the one place that maps exceptions to {@link Exit} codes. */
final class Failures implements IExecutionExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        console.failure(command.getCommandSpec().qualifiedName() + ": " + words(failure), failure);
        return code(failure);
    }

    private static int code(Exception failure) {
        return switch (failure) {
            case UsageException wrongUse -> Exit.USAGE;
            case ReferenceTakenException taken -> Exit.USAGE;
            case ConfigurationException wrongConfiguration -> Exit.USAGE;
            case MalformedCardDataException notACard -> Exit.FAILED;
            case IllegalArgumentException wrongValue -> Exit.USAGE;
            case PlatformUnreachableException unreachable -> Exit.UNKNOWN;
            case UnexpectedAnswerException unexpected -> Exit.UNKNOWN;
            default -> Exit.FAILED;
        };
    }

    private static String words(Exception failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return switch (failure) {
            case ProblemException problem -> "refused: " + message + trace(problem);
            case UntrustedKeyException untrusted -> "not trusted, nothing was sent: " + message;
            case UnreadableEnvelopeException unreadable -> "the envelope does not open with this key: " + message;
            case MalformedEnvelopeException malformed -> "not an envelope: " + message;
            default -> message;
        };
    }

    private static String trace(ProblemException problem) {
        return problem.traceId() == null ? "" : " (trace " + problem.traceId() + ")";
    }
}
