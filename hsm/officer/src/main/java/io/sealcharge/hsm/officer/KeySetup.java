package io.sealcharge.hsm.officer;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the token of one owner, and its keys: the server's or the officers'. Each has a folder, and PINs, of its own. Everything it writes stands in one folder; it may be run again at any time: what
 * is there is verified, what is missing is made, and nothing is ever replaced.
 *
 * <p>The manifest is written after each key. A run that dies between the making of a key and that writing leaves a key
 * in the token that the manifest does not list; the next run refuses to guess where it comes from, unless told to adopt
 * such keys.
 */
public final class KeySetup {
    /** The security officer's PIN of the token, mode 0600. */
    public static final String SO_PIN = "so.pin";

    /** The user PIN of the token, mode 0600; what its owner logs in with. */
    public static final String USER_PIN = "user.pin";

    /** The {@link KeyManifest}. */
    public static final String MANIFEST = "key-manifest.json";

    /** A JWK set of the {@code envelope-signing} public keys, for terminals to pin; beside the server's keys. */
    public static final String ENVELOPE_PINS = "envelope-pins.json";

    private static final String LOCK = "key-setup.lock";
    private static final int FIRST_EPOCH = 1;

    private final TokenOwner owner;
    private final OfficerToken token;
    private final Path directory;
    private final Consumer<String> progress;
    private final Clock clock;
    private final PinFile soPin;
    private final PinFile userPin;
    private boolean adopt;

    /**
     * @param directory where PINs, manifest and pins are and go; made if missing, with mode 0700
     * @param progress gets one line per step, for people
     */
    public KeySetup(TokenOwner owner, HsmConfig config, Path directory, Consumer<String> progress) {
        this(owner, new Pkcs11OfficerToken(config), directory, progress, Clock.systemUTC());
    }

    KeySetup(TokenOwner owner, OfficerToken token, Path directory, Consumer<String> progress, Clock clock) {
        this.owner = owner;
        this.token = token;
        this.directory = directory;
        this.progress = progress;
        this.clock = clock;
        soPin = new PinFile(directory.resolve(SO_PIN));
        userPin = new PinFile(directory.resolve(USER_PIN));
    }

    /**
     * Lets this set-up take a key into the manifest that it finds in the token under the right label, with the
     * attributes that it would have given it: after an interrupted run, or when the manifest was lost.
     */
    public KeySetup adoptingLeftovers() {
        adopt = true;
        return this;
    }

    /**
     * Whether this folder lists a key of every role of the owner: what an earlier release set up may lack some.
     *
     * @throws UncheckedIOException if the manifest cannot be read
     * @throws KeySetupException if it is no valid manifest
     */
    public static boolean complete(TokenOwner owner, Path directory) {
        Path file = directory.resolve(MANIFEST);
        boolean pins = owner != TokenOwner.SERVER || Files.exists(directory.resolve(ENVELOPE_PINS));
        if (!Files.exists(file) || !pins) {
            return false;
        }
        try {
            KeyManifest manifest = readManifest(file);
            return KeyRole.of(owner).stream().allMatch(role -> lists(manifest, role));
        } catch (IOException e) {
            throw new UncheckedIOException("key set-up in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean lists(KeyManifest manifest, KeyRole role) {
        return manifest.keys().stream().anyMatch(entry -> entry.key().id().role() == role);
    }

    /**
     * Makes what is missing and verifies every key by use.
     *
     * @return the manifest as it stands on disk
     * @throws KeySetupException if the folder and the token do not fit together
     * @throws HsmException if the token fails
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public KeyManifest run() {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel lockFile = FileChannel.open(
                            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lockOrNull(lockFile)) {
                if (lock == null) {
                    throw new KeySetupException("another key set-up is running in " + directory);
                }
                return runLocked();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("key set-up in " + directory + ": " + e.getMessage(), e);
        }
    }

    private KeyManifest runLocked() throws IOException {
        Path file = directory.resolve(MANIFEST);
        KeyManifest former = Files.exists(file) ? readManifest(file) : null;
        if (token.exists()) {
            requireUserPin();
        } else {
            makeToken(former);
        }
        try (Hsm hsm = open()) {
            KeyManifest manifest = former == null ? newManifest(hsm) : former;
            requireSameToken(manifest, hsm);
            requireOwnKeys(manifest);
            takeIntoUse(hsm, manifest);
            for (KeyRole role : KeyRole.of(owner)) {
                manifest = lists(manifest, role) ? manifest : makeKey(hsm, manifest, new KeyId(role, FIRST_EPOCH));
            }
            takeIntoUse(hsm, manifest);
            hsm.selfTest();
            progress.accept(manifest.keys().size() + " keys verified by use");
            if (owner == TokenOwner.SERVER) {
                writePins(manifest);
            }
            return manifest;
        }
    }

    private void makeToken(@Nullable KeyManifest former) throws IOException {
        if (former != null && !former.keys().isEmpty()) {
            throw new KeySetupException("the token " + former.token().label() + " (serial "
                    + former.token().serialNumber() + ") that " + directory.resolve(MANIFEST)
                    + " speaks of is not there: restore the token, or move this folder away to begin anew");
        }
        // PINs first: a token whose PIN was never written down would be lost
        SecureRandom random = new SecureRandom();
        for (PinFile pin : List.of(soPin, userPin)) {
            if (!pin.exists()) {
                pin.make(random);
            }
        }
        char[] so = soPin.source().read();
        char[] user = userPin.source().read();
        try {
            token.initialise(so, user);
        } finally {
            Arrays.fill(so, '\0');
            Arrays.fill(user, '\0');
        }
        progress.accept("token " + token.label() + " made, its PINs are in " + directory);
    }

    private void requireUserPin() {
        if (!userPin.exists()) {
            throw new KeySetupException("the token " + token.label() + " exists, but its user PIN is not in "
                    + userPin.path() + ": put it there (mode 0600), or choose another token label");
        }
    }

    private Hsm open() {
        try {
            return token.open(userPin.source());
        } catch (HsmException e) {
            if (e.failure() != HsmFailure.PIN_REFUSED) {
                throw e;
            }
            throw new KeySetupException(
                    "the token " + token.label() + " refuses the PIN in " + userPin.path() + " (" + e.getMessage()
                            + "). Put the right PIN there; if a set-up was interrupted while it made the token, remove"
                            + " the token and run again. Each further attempt brings the token closer to locking",
                    e);
        }
    }

    private KeyManifest newManifest(Hsm hsm) throws IOException {
        KeyManifest manifest = new KeyManifest(
                new KeyManifest.Token(hsm.token().label(), hsm.token().serialNumber()), List.of());
        write(manifest);
        return manifest;
    }

    private void requireSameToken(KeyManifest manifest, Hsm hsm) {
        String expected = manifest.token().serialNumber();
        String found = hsm.token().serialNumber();
        if (!expected.equals(found)) {
            throw new KeySetupException(directory.resolve(MANIFEST) + " speaks of the token with serial " + expected
                    + ", but token " + token.label() + " has serial " + found
                    + ": set tokenSerial, or move this folder away to begin anew");
        }
    }

    /** One folder taken for the other would put keys into the wrong hands. */
    private void requireOwnKeys(KeyManifest manifest) {
        for (KeyManifest.Entry entry : manifest.keys()) {
            KeyId id = entry.key().id();
            if (id.role().owner() != owner) {
                throw new KeySetupException(directory.resolve(MANIFEST) + " lists " + id + ", a key of "
                        + id.role().owner().words() + ": this is the set-up of " + owner.words());
            }
        }
    }

    private void takeIntoUse(Hsm hsm, KeyManifest manifest) {
        try {
            hsm.use(manifest.descriptions());
        } catch (HsmException e) {
            if (e.failure() != HsmFailure.KEY_MISSING && e.failure() != HsmFailure.KEY_MISMATCH) {
                throw e;
            }
            throw new KeySetupException(
                    directory.resolve(MANIFEST) + " does not fit the token: " + e.getMessage()
                            + ". Nothing was changed; restore the token or the manifest that belongs to it",
                    e);
        }
    }

    private KeyManifest makeKey(Hsm hsm, KeyManifest manifest, KeyId id) throws IOException {
        KeyDescription key;
        try {
            key = hsm.generate(id);
        } catch (HsmException e) {
            if (e.failure() != HsmFailure.REFUSED) {
                throw e;
            }
            key = adoptOrRefuse(hsm, id, e);
        }
        KeyManifest more =
                manifest.with(new KeyManifest.Entry(key, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        write(more);
        progress.accept("key " + id + " listed");
        return more;
    }

    private KeyDescription adoptOrRefuse(Hsm hsm, KeyId id, HsmException refusal) {
        if (!adopt) {
            throw new KeySetupException(
                    "the token will not make key " + id + ": " + refusal.getMessage()
                            + ". If the token has a key labelled "
                            + id.label() + " that " + directory.resolve(MANIFEST)
                            + " does not list, a set-up was interrupted, or the manifest is not the token's: restore"
                            + " the manifest if there was one, or run the set-up with --adopt to list the key",
                    refusal);
        }
        KeyDescription found = hsm.describe(id);
        progress.accept("key " + id + " found in the token");
        return found;
    }

    private void write(KeyManifest manifest) throws IOException {
        DurableFile.write(directory.resolve(MANIFEST), manifest.toJson(), DurableFile.WORLD_READABLE);
    }

    private void writePins(KeyManifest manifest) throws IOException {
        Path file = directory.resolve(ENVELOPE_PINS);
        byte[] pins = EnvelopePins.jwkSet(manifest);
        if (!Files.exists(file) || !Arrays.equals(pins, Files.readAllBytes(file))) {
            DurableFile.write(file, pins, DurableFile.WORLD_READABLE);
            progress.accept("terminals' pins written to " + file);
        }
    }

    private static KeyManifest readManifest(Path file) throws IOException {
        try {
            return KeyManifest.read(file);
        } catch (IllegalArgumentException e) {
            throw new KeySetupException(e.getMessage() + ". Restore it from a copy", e);
        }
    }

    private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
