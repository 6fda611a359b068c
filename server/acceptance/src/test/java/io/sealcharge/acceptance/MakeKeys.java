package io.sealcharge.acceptance;

import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.TokenOwner;
import io.sealcharge.hsm.officer.KeySetup;
import java.nio.file.Path;

/** Makes token and keys; a process of its own, because SoftHSM reads where tokens are from its environment, once. */
final class MakeKeys {
    private MakeKeys() {}

    /** @param arguments the library, and the folder that PINs and manifest go to */
    public static void main(String... arguments) {
        new KeySetup(
                        TokenOwner.SERVER,
                        HsmConfig.defaults(Path.of(arguments[0]), Installation.TOKEN_LABEL),
                        Path.of(arguments[1]),
                        System.out::println)
                .run();
    }
}
