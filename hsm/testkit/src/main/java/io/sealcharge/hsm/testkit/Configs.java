package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.HsmConfig;

/** Variations of an {@link HsmConfig}. */
final class Configs {
    private Configs() {}

    /** Room for this many one-time keys, in as many keepers as divide them evenly. */
    static HsmConfig withOneTimeKeys(HsmConfig config, int oneTimeKeys) {
        int keepers = oneTimeKeys % config.keepers() == 0 ? config.keepers() : 1;
        return new HsmConfig(
                config.module(),
                config.modules(),
                config.tokenLabel(),
                config.tokenSerial(),
                config.sessions(),
                keepers,
                oneTimeKeys / keepers,
                config.threads(),
                config.queue(),
                config.borrowTimeoutMs(),
                config.callTimeoutMs(),
                config.recycleAfterOperations(),
                config.initArgs(),
                config.reinitialiseIntervalMs());
    }

    static HsmConfig withInitArgs(HsmConfig config, String initArgs) {
        return new HsmConfig(
                config.module(),
                config.modules(),
                config.tokenLabel(),
                config.tokenSerial(),
                config.sessions(),
                config.keepers(),
                config.keysPerKeeper(),
                config.threads(),
                config.queue(),
                config.borrowTimeoutMs(),
                config.callTimeoutMs(),
                config.recycleAfterOperations(),
                initArgs,
                config.reinitialiseIntervalMs());
    }
}
