package io.sealcharge.load.drive;

/** What one terminal does from the first request to the last answer. Runs on the driver's event loop. */
public interface Flow {
    /** Begins one; nothing may block. */
    void begin(Lane lane, Ending ending);

    /** Whether there is nothing left that another could be begun with. */
    boolean isExhausted();
}
