package io.sealcharge.load.drive;

import io.sealcharge.load.wire.WireAnswer;

/** Where a flow says how it ended: once. */
public interface Ending {
    /** The terminal has what it wanted. */
    void done();

    /** One of the platform's answers was no success. */
    void failed(WireAnswer answer);

    /** The platform's answer was a success and no good. */
    void failed(RuntimeException fault);
}
