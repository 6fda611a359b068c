package io.sealcharge.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder of a terminal. What will be sent is on disk before it is sent, and never changes after; what came back is
 * put beside it. So the same act sends the same bytes after any crash.
 *
 * <pre>
 * keys/NAME.jwk                          keys made for more than one purchase
 * purchases/REFERENCE.purchase/          key.jwk, request.json, answer.json or refusal.txt
 * recharges/REFERENCE.recharge/          key-request.json, key-answer.json, request.json, answer.json or refusal.txt
 * registrations/REFERENCE.registration/  as a purchase
 * rotations/REFERENCE.rotation/          as a purchase, and target.txt, the platform's id of the terminal
 * replacements/REFERENCE.replacement/    as a purchase, and target.txt, the platform's id of the purchase
 * terminals/                             see SharedKeyStore
 * </pre>
 *
 * Files have mode 0600. Clear PINs are in none of them.
 */
final class TerminalStore {
    private final Path folder;

    TerminalStore(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** What is kept of an act. */
    enum Part {
        KEY("key.jwk"),
        KEY_REQUEST("key-request.json"),
        KEY_ANSWER("key-answer.json"),
        TARGET("target.txt"),
        REQUEST("request.json"),
        ANSWER("answer.json"),
        REFUSAL("refusal.txt");

        private final String file;

        Part(String file) {
            this.file = file;
        }
    }

    Optional<byte[]> read(Act.Kind kind, String reference, Part part) {
        return read(path(kind, reference, part));
    }

    /** @throws IllegalArgumentException if there is no such part, as of an act that was not begun */
    byte[] require(Act.Kind kind, String reference, Part part) {
        return read(kind, reference, part).orElseThrow(() -> unknown(kind, reference));
    }

    /** The saved answer, if there is one. */
    <T> Optional<Answer<T>> answer(Act.Kind kind, String reference, Class<T> type) {
        return read(kind, reference, Part.ANSWER)
                .map(answer -> new Answer<>(
                        Json.read(answer, type), new String(answer, StandardCharsets.UTF_8), /* replayed= */ true));
    }

    static IllegalArgumentException unknown(Act.Kind kind, String reference) {
        return new IllegalArgumentException("this terminal has no finished "
                + kind.name().toLowerCase(Locale.ROOT) + " of the reference " + reference);
    }

    boolean has(Act.Kind kind, String reference, Part part) {
        return Files.exists(path(kind, reference, part));
    }

    /**
     * Saves what will be sent.
     *
     * @throws ReferenceTakenException if other bytes stand there, which are kept
     */
    void saveBeforeSending(Act.Kind kind, String reference, Part part, byte[] bytes) {
        Path file = path(kind, reference, part);
        if (!DurableFiles.putIfAbsent(file, bytes) && !Arrays.equals(read(file).orElseThrow(), bytes)) {
            throw new ReferenceTakenException(reference);
        }
    }

    /** Saves what must not change once it stands there; what stands there already is kept. */
    void putIfAbsent(Act.Kind kind, String reference, Part part, byte[] bytes) {
        DurableFiles.putIfAbsent(path(kind, reference, part), bytes);
    }

    /** Saves the answer that a call gives, or its refusal if that is for ever. */
    <T> Answer<T> keepOutcome(Act.Kind kind, String reference, Supplier<Answer<T>> call) {
        return keepOutcome(kind, reference, call, answer -> true);
    }

    /** As the other one, but saves an answer only if it is {@code last}. */
    <T> Answer<T> keepOutcome(Act.Kind kind, String reference, Supplier<Answer<T>> call, Predicate<T> last) {
        try {
            Answer<T> answer = call.get();
            if (last.test(answer.value())) {
                saveAnswer(kind, reference, Part.ANSWER, answer.body().getBytes(StandardCharsets.UTF_8));
            }
            return answer;
        } catch (ProblemException problem) {
            if (problem.isFinal()) {
                saveAnswer(kind, reference, Part.REFUSAL, problem.getMessage().getBytes(StandardCharsets.UTF_8));
            }
            throw problem;
        }
    }

    /** Saves what came back. */
    void saveAnswer(Act.Kind kind, String reference, Part part, byte[] bytes) {
        DurableFiles.put(path(kind, reference, part), bytes);
    }

    /** How far an act got, if it was begun. */
    Optional<Act> act(Act.Kind kind, String reference) {
        if (has(kind, reference, Part.ANSWER)) {
            return Optional.of(new Act(kind, reference, Act.State.DONE, null));
        }
        Optional<byte[]> refusal = read(kind, reference, Part.REFUSAL);
        if (refusal.isPresent()) {
            String problem = new String(refusal.get(), StandardCharsets.UTF_8);
            return Optional.of(new Act(kind, reference, Act.State.REFUSED, problem));
        }
        if (has(kind, reference, Part.REQUEST)) {
            return Optional.of(new Act(kind, reference, Act.State.UNANSWERED, null));
        }
        boolean begun = has(kind, reference, Part.KEY) || has(kind, reference, Part.KEY_REQUEST);
        return begun ? Optional.of(new Act(kind, reference, Act.State.PREPARED, null)) : Optional.empty();
    }

    /** The references of all acts of a kind, in order of their text. */
    List<String> references(Act.Kind kind) {
        Path all = folder.resolve(folderName(kind));
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> acts = Files.list(all)) {
            return acts.map(act -> act.getFileName().toString())
                    .filter(name -> name.endsWith(suffix(kind)))
                    .map(name -> name.substring(0, name.length() - suffix(kind).length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + all, e);
        }
    }

    /**
     * Saves a private key under a name.
     *
     * @return whether the name was free
     */
    boolean saveKey(String name, byte[] jwk) {
        return DurableFiles.putIfAbsent(keyPath(name), jwk);
    }

    Optional<byte[]> readKey(String name) {
        return read(keyPath(name));
    }

    /** Where a key of this name is kept. */
    Path keyPath(String name) {
        return folder.resolve("keys").resolve(References.check(name, "key name") + ".jwk");
    }

    private static String folderName(Act.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "s";
    }

    private static String suffix(Act.Kind kind) {
        return "." + kind.name().toLowerCase(Locale.ROOT);
    }

    private Path path(Act.Kind kind, String reference, Part part) {
        // The suffix also keeps "." and ".." from being folder names of their own.
        String act = References.check(reference, "reference") + suffix(kind);
        return folder.resolve(folderName(kind)).resolve(act).resolve(part.file);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
