package io.sealcharge.hsm.testkit;

/** PKCS#11 return values (PKCS#11 3.1, annex A), as faults to inject. */
final class Ckr {
    static final long GENERAL_ERROR = 0x05;
    static final long FUNCTION_FAILED = 0x06;
    static final long DEVICE_ERROR = 0x30;
    static final long DEVICE_REMOVED = 0x32;
    static final long SESSION_HANDLE_INVALID = 0xB3;

    private Ckr() {}
}
