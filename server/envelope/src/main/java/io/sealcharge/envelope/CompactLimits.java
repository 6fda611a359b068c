package io.sealcharge.envelope;

/**
 * How big an envelope may be.
 *
 * @param maxChars of the compact form
 * @param maxPlaintextBytes of what it holds
 */
record CompactLimits(int maxChars, int maxPlaintextBytes) {
    /** One voucher, one recharge, one pair of keys. */
    static final CompactLimits MESSAGE = new CompactLimits(4096, 512);

    /** 16 MiB of compact form; what it may hold follows from base64, and only the first bound is met. */
    static final CompactLimits FILE = new CompactLimits(16 * 1024 * 1024, 12 * 1024 * 1024);
}
