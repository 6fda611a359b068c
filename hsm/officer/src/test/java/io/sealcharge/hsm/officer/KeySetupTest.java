package io.sealcharge.hsm.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetupTest {
    private static final Instant NOW = Instant.parse("2026-04-05T06:07:08.123456Z");

    @TempDir
    private Path temporary;

    private Path folder;
    private final InMemoryOfficerToken token = new InMemoryOfficerToken();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("hsm");
    }

    @Test
    void aFirstRunMakesTokenKeysAndFiles() throws Exception {
        KeyManifest manifest = setup().run();

        assertThat(manifest.keys())
                .extracting(entry -> entry.key().id())
                .containsExactly(KeyRole.of(TokenOwner.SERVER).stream()
                        .map(role -> new KeyId(role, 1))
                        .toArray(KeyId[]::new));
        assertThat(manifest.keys())
                .extracting(KeyManifest.Entry::createdAt)
                .containsOnly(Instant.parse("2026-04-05T06:07:08.123Z"));
        assertThat(KeyManifest.read(folder.resolve(KeySetup.MANIFEST))).isEqualTo(manifest);
        assertThat(progress).anyMatch(line -> line.contains("keys verified by use"));
    }

    @Test
    void pinsAreRandomAndOnlyTheirOwnerReadsThem() throws Exception {
        setup().run();

        for (String file : List.of(KeySetup.SO_PIN, KeySetup.USER_PIN)) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readString(folder.resolve(file))).matches("[2-9A-HJ-NP-Z]{24}");
        }
        assertThat(Files.readString(folder.resolve(KeySetup.USER_PIN)))
                .isNotEqualTo(Files.readString(folder.resolve(KeySetup.SO_PIN)));
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(progress).noneMatch(line -> line.contains(read(KeySetup.USER_PIN)));
    }

    @Test
    void aSecondRunVerifiesAndChangesNothing() throws Exception {
        KeyManifest first = setup().run();
        Map<String, String> before = files();

        assertThat(setup().run()).isEqualTo(first);
        assertThat(files()).isEqualTo(before);
        assertThat(token.initialisations()).isEqualTo(1);
    }

    @Test
    void thePinsOfTerminalsAreTheEnvelopeSigningKeys() throws Exception {
        KeyManifest manifest = setup().run();

        JsonNode keys = new ObjectMapper()
                .readTree(folder.resolve(KeySetup.ENVELOPE_PINS).toFile())
                .get("keys");
        byte[] point = manifest.find(new KeyId(KeyRole.ENVELOPE_SIGNING, 1))
                .orElseThrow()
                .key()
                .publicPoint();
        Base64.Encoder base64Url = Base64.getUrlEncoder().withoutPadding();
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("x").textValue())
                .isEqualTo(base64Url.encodeToString(Arrays.copyOfRange(point, 1, 33)));
        assertThat(keys.get(0).get("y").textValue())
                .isEqualTo(base64Url.encodeToString(Arrays.copyOfRange(point, 33, 65)));
        assertThat(keys.get(0).get("kid").textValue()).hasSize(43);
    }

    @Test
    void aRunKilledBetweenTwoKeysIsFinishedByTheNext() throws Exception {
        token.onOpen = killedAt("generate", 3, false);
        assertThatThrownBy(() -> setup().run()).isInstanceOf(Killed.class);
        KeyManifest partly = KeyManifest.read(folder.resolve(KeySetup.MANIFEST));
        assertThat(partly.keys()).hasSize(2);

        token.onOpen = hsm -> hsm;
        KeyManifest whole = setup().run();

        assertThat(whole.keys()).hasSize(KeyRole.of(TokenOwner.SERVER).size()).containsAll(partly.keys());
    }

    @Test
    void aTokenOfAnEarlierReleaseGainsTheRolesThatItLacks() throws Exception {
        KeyManifest former = setUpByAnEarlierRelease();
        assertThat(KeySetup.complete(TokenOwner.SERVER, folder)).isFalse();
        String userPin = read(KeySetup.USER_PIN);
        String pins = read(KeySetup.ENVELOPE_PINS);

        KeyManifest whole = setup().run();

        assertThat(whole.keys().subList(0, former.keys().size())).isEqualTo(former.keys());
        assertThat(whole.keys()).hasSize(KeyRole.of(TokenOwner.SERVER).size());
        assertThat(whole.token()).isEqualTo(former.token());
        assertThat(KeyManifest.read(folder.resolve(KeySetup.MANIFEST))).isEqualTo(whole);
        assertThat(KeySetup.complete(TokenOwner.SERVER, folder)).isTrue();
        assertThat(read(KeySetup.USER_PIN)).isEqualTo(userPin);
        assertThat(read(KeySetup.ENVELOPE_PINS)).isEqualTo(pins);
        assertThat(token.initialisations()).isEqualTo(1);
        assertThat(setup().run()).isEqualTo(whole);
    }

    @Test
    void aCompletionThatIsKilledGoesOnAtTheNextRun() throws Exception {
        KeyManifest former = setUpByAnEarlierRelease();
        token.onOpen = killedAt("generate", 2, false);
        assertThatThrownBy(() -> setup().run()).isInstanceOf(Killed.class);
        assertThat(KeySetup.complete(TokenOwner.SERVER, folder)).isFalse();

        token.onOpen = hsm -> hsm;
        KeyManifest whole = setup().run();

        assertThat(whole.keys()).hasSize(KeyRole.of(TokenOwner.SERVER).size()).containsAll(former.keys());
        assertThat(KeySetup.complete(TokenOwner.SERVER, folder)).isTrue();
    }

    /** A token, and a folder, that know the first four roles only. */
    private KeyManifest setUpByAnEarlierRelease() throws IOException {
        token.onOpen = killedAt("generate", 5, false);
        assertThatThrownBy(() -> setup().run()).isInstanceOf(Killed.class);
        token.onOpen = hsm -> hsm;
        KeyManifest former = KeyManifest.read(folder.resolve(KeySetup.MANIFEST));
        assertThat(former.keys())
                .extracting(entry -> entry.key().id().role())
                .containsExactly(
                        KeyRole.PIN_INDEX, KeyRole.RECHARGE_WRAP, KeyRole.ENVELOPE_SIGNING, KeyRole.TOKEN_SIGNING);
        Files.write(folder.resolve(KeySetup.ENVELOPE_PINS), EnvelopePins.jwkSet(former));
        return former;
    }

    @Test
    void aRunKilledBetweenKeyAndManifestSaysWhatToDo() throws Exception {
        token.onOpen = killedAt("generate", 2, true);
        assertThatThrownBy(() -> setup().run()).isInstanceOf(Killed.class);
        token.onOpen = hsm -> hsm;
        Map<String, String> before = files();

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining("sealcharge/recharge-wrap/1")
                .withMessageContaining("--adopt");
        assertThat(files()).isEqualTo(before);

        KeyManifest adopted = setup().adoptingLeftovers().run();
        assertThat(adopted.keys()).hasSize(KeyRole.of(TokenOwner.SERVER).size());
        assertThat(progress).contains("key recharge-wrap/1 found in the token");
    }

    @Test
    void aRunKilledBeforeTheTokenWasMadeUsesThePinsItWroteDown() throws Exception {
        setup().run();
        String pin = read(KeySetup.USER_PIN);
        Files.delete(folder.resolve(KeySetup.MANIFEST));
        token.lose();

        setup().run();

        assertThat(read(KeySetup.USER_PIN)).isEqualTo(pin);
        assertThat(token.initialisations()).isEqualTo(2);
    }

    @Test
    void aTokenWhosePinIsNotThereIsLeftAlone() throws Exception {
        setup().run();
        Files.delete(folder.resolve(KeySetup.USER_PIN));

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining(KeySetup.USER_PIN);
        assertThat(token.initialisations()).isEqualTo(1);
    }

    @Test
    void aWrongPinIsNamedAsSuch() throws Exception {
        setup().run();
        Files.writeString(folder.resolve(KeySetup.USER_PIN), "wrong");

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining("refuses the PIN");
    }

    @Test
    void aLostTokenIsNotReplacedByAnEmptyOne() throws Exception {
        setup().run();
        token.lose();

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining("restore the token");
        assertThat(token.initialisations()).isEqualTo(1);
    }

    @Test
    void anotherTokenOfTheSameLabelIsNotTaken() throws Exception {
        setup().run();
        token.swap();

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining("serial");
    }

    @Test
    void aManifestThatListsAKeyWhichTheTokenLacksIsRefused() throws Exception {
        KeyManifest manifest = setup().run();
        KeyManifest.Entry entry = manifest.keys().get(0);
        byte[] altered = Objects.requireNonNull(entry.key().checkValue()).clone();
        altered[0] ^= 1;
        List<KeyManifest.Entry> keys = new ArrayList<>(manifest.keys());
        keys.set(
                0,
                new KeyManifest.Entry(
                        KeyDescription.ofSecretKey(entry.key().id(), entry.key().ckaId(), altered), NOW));
        Files.write(folder.resolve(KeySetup.MANIFEST), new KeyManifest(manifest.token(), keys).toJson());

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining("does not fit the token");
    }

    @Test
    void aSpoiltManifestIsNotOverwritten() throws Exception {
        setup().run();
        Files.writeString(folder.resolve(KeySetup.MANIFEST), "{\"version\":1,");

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup().run())
                .withMessageContaining(KeySetup.MANIFEST);
        assertThat(read(KeySetup.MANIFEST)).isEqualTo("{\"version\":1,");
    }

    @Test
    void theOfficersTokenHoldsTheOfficersKeysAlone() throws Exception {
        KeyManifest manifest = setup(TokenOwner.OFFICERS).run();

        assertThat(manifest.keys())
                .extracting(entry -> entry.key().id())
                .containsExactly(new KeyId(KeyRole.ISSUER_ADMIN, 1), new KeyId(KeyRole.CARD_DERIVATION, 1));
        assertThat(folder.resolve(KeySetup.ENVELOPE_PINS)).doesNotExist();
        assertThat(KeySetup.complete(TokenOwner.OFFICERS, folder)).isTrue();
        assertThat(KeySetup.complete(TokenOwner.SERVER, folder)).isFalse();
        assertThat(setup(TokenOwner.OFFICERS).run()).isEqualTo(manifest);
    }

    @Test
    void theFolderOfOneOwnerIsNotTakenForTheOthers() throws Exception {
        setup(TokenOwner.OFFICERS).run();
        Map<String, String> before = files();

        assertThatExceptionOfType(KeySetupException.class)
                .isThrownBy(() -> setup(TokenOwner.SERVER).run())
                .withMessageContaining("issuer-admin/1")
                .withMessageContaining("the officers' token");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void twoSetUpsDoNotRunInOneFolder() throws Exception {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("key-setup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatExceptionOfType(KeySetupException.class)
                    .isThrownBy(() -> setup().run())
                    .withMessageContaining("another key set-up");
        }
    }

    private KeySetup setup() {
        return setup(TokenOwner.SERVER);
    }

    private KeySetup setup(TokenOwner owner) {
        return new KeySetup(owner, token, folder, progress::add, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Stands for kill -9. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static UnaryOperator<Hsm> killedAt(String method, int call, boolean afterIt) {
        int[] calls = {0};
        return hsm -> (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, called, arguments) -> {
                    boolean kill = called.getName().equals(method) && ++calls[0] == call;
                    if (kill && !afterIt) {
                        throw new Killed();
                    }
                    try {
                        Object result = called.invoke(hsm, arguments);
                        if (kill) {
                            throw new Killed();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
