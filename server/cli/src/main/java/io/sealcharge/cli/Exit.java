package io.sealcharge.cli;

/** The exit codes of {@code ./sealcharge}. */
public final class Exit {
    /** Done; an audit found the books sound. */
    public static final int DONE = 0;
    /** Refused, or a difference found; the line on standard error says which. */
    public static final int FAILED = 1;
    /** Wrong use: an option, a file or a value that cannot be. Nothing was sent. */
    public static final int USAGE = 2;
    /** No answer, or none that can be understood: what happened is unknown. The same command again finds out. */
    public static final int UNKNOWN = 3;

    /** For the foot of a command's help. */
    public static final String HELP =
            "%nExit codes: 0 done, 1 refused or a difference found, 2 wrong use, 3 no answer (repeat the same command)";

    private Exit() {}
}
