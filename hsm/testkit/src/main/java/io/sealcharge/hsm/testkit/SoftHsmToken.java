package io.sealcharge.hsm.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A SoftHSM token of {@link SoftHsmFixture} with what is needed to open it. */
public final class SoftHsmToken implements TestToken {
    private final HsmConfig config;
    private final String userPin;
    private final String soPin;
    private final Path folder;

    SoftHsmToken(HsmConfig config, String userPin, String soPin, Path folder) {
        this.config = config;
        this.userPin = userPin;
        this.soPin = soPin;
        this.folder = folder;
    }

    /** Names the token; the library is the one it was made through. */
    public HsmConfig config() {
        return config;
    }

    public PinSource pin() {
        return userPin::toCharArray;
    }

    public String userPin() {
        return userPin;
    }

    public String soPin() {
        return soPin;
    }

    /** SoftHSM's folder of this token: its objects, one file each. */
    public Path folder() {
        return folder;
    }

    @Override
    public Hsm open(int oneTimeKeys) {
        return Pkcs11Hsm.open(Configs.withOneTimeKeys(config, oneTimeKeys), pin(), new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("SoftHSM token " + config.tokenLabel() + " cannot be removed", e);
        }
    }

    /** The folders of all tokens in SoftHSM's token folder. */
    static List<Path> foldersIn(Path tokenFolder) {
        try (Stream<Path> entries = Files.list(tokenFolder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("SoftHSM's tokens cannot be listed", e);
        }
    }
}
