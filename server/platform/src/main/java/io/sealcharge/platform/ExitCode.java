package io.sealcharge.platform;

/** How the process ends. */
public enum ExitCode {
    /** Stopped as asked, or the configuration is sound. */
    DONE(0),
    /** The command line or the configuration cannot be used. */
    CONFIGURATION(2),
    /** The database cannot be started, reached, trusted to be durable, or migrated; or the catalogue cannot be applied. */
    DATABASE(3),
    /** The token, its PIN or its keys cannot be used. */
    HSM(4),
    /** The address cannot be bound. */
    BIND(5),
    /** A fault of the platform itself. */
    INTERNAL(1),
    /** Too many calls hang in the HSM's module: to be started again by a supervisor (EX_SOFTWARE of sysexits.h). */
    HSM_EXHAUSTED(70),
    /** Asked to stop a second time while stopping, or stopping took too long; PostgreSQL may live on. */
    CUT_SHORT(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
