package io.sealcharge.load.check;

/**
 * Something that must be true of the platform after a run.
 *
 * @param words what was compared, with counts
 */
public record Check(boolean passed, String words) {
    @Override
    public String toString() {
        return (passed ? "ok      " : "FAILED  ") + words;
    }
}
