package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sharing keys with the platform: the key pair that they come to and the request are on disk before the request is sent,
 * so that the keys can be had again after any crash.
 */
final class Registrations {
    private final String terminal;
    private final PlatformClient platform;
    private final TerminalStore store;
    private final SharedKeyStore shared;
    private final VoucherKeys keys;

    Registrations(
            String terminal, PlatformClient platform, TerminalStore store, SharedKeyStore shared, VoucherKeys keys) {
        this.terminal = terminal;
        this.platform = platform;
        this.store = store;
        this.shared = shared;
        this.keys = keys;
    }

    Answer<RegisteredTerminal> register(String reference, KeyEncryption encryption) {
        Act.Kind kind = Act.Kind.REGISTRATION;
        if (!store.has(kind, reference, Part.REQUEST)) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("reference", reference);
            request.put("terminal", terminal);
            keys.put(request, kind, reference, encryption, null);
            store.saveBeforeSending(kind, reference, Part.REQUEST, Json.write(request));
        }
        return finish(kind, reference);
    }

    Answer<RegisteredTerminal> rotate(String reference, KeyEncryption encryption) {
        Act.Kind kind = Act.Kind.ROTATION;
        if (!store.has(kind, reference, Part.REQUEST)) {
            String id = id();
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("reference", reference);
            keys.put(request, kind, reference, encryption, null);
            store.saveBeforeSending(kind, reference, Part.TARGET, id.getBytes(StandardCharsets.US_ASCII));
            store.saveBeforeSending(kind, reference, Part.REQUEST, Json.write(request));
        }
        return finish(kind, reference);
    }

    /** Revokes all keys of this terminal. A repeat finds that there is nothing left to do. */
    String revoke() {
        String id = id();
        platform.revokeTerminal(id);
        shared.markRevoked(terminal, id);
        return id;
    }

    private String id() {
        return shared.id(terminal)
                .orElseThrow(() -> new IllegalArgumentException("the terminal " + terminal + " is not registered"));
    }

    /** Sends the saved bytes unless they are answered. An answer counts once its keys are on disk. */
    Answer<RegisteredTerminal> finish(Act.Kind kind, String reference) {
        Optional<Answer<RegisteredTerminal>> saved = store.answer(kind, reference, RegisteredTerminal.class);
        if (saved.isPresent()) {
            return saved.get();
        }
        return store.keepOutcome(kind, reference, () -> {
            Answer<RegisteredTerminal> answer = send(kind, reference);
            takeKeys(kind, reference, answer.value());
            return answer;
        });
    }

    private void takeKeys(Act.Kind kind, String reference, RegisteredTerminal registered) {
        TerminalPrivateKey key = keys.own(kind, reference);
        try (TerminalKeys opened = TerminalKeysEnvelope.open(registered.envelope(), key)) {
            if (!opened.reference().equals(reference) || !opened.kid().equals(registered.kid())) {
                throw new UnexpectedAnswerException("the envelope of " + reference + " holds the keys of another act");
            }
            shared.save(terminal, opened);
        }
    }

    private Answer<RegisteredTerminal> send(Act.Kind kind, String reference) {
        byte[] request = store.require(kind, reference, Part.REQUEST);
        if (kind == Act.Kind.REGISTRATION) {
            return platform.registerTerminal(request);
        }
        String id = new String(store.require(kind, reference, Part.TARGET), StandardCharsets.US_ASCII);
        return platform.rotateTerminal(id, request);
    }
}
