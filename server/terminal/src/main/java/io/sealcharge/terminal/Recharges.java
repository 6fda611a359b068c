package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.UntrustedKeyException;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Recharging: a key that the platform vouches for, then the PIN encrypted to it. The clear PIN is never on disk. */
final class Recharges {
    private static final Act.Kind KIND = Act.Kind.RECHARGE;

    private final String channel;
    private final String terminal;
    private final PinnedKeys pins;
    private final Clock clock;
    private final PlatformClient platform;
    private final TerminalStore store;

    Recharges(TerminalSettings settings, PlatformClient platform, TerminalStore store) {
        this.channel = settings.credentials().channel();
        this.terminal = settings.terminal();
        this.pins = settings.pins();
        this.clock = settings.clock();
        this.platform = platform;
        this.store = store;
    }

    RechargeKey requestKey(String reference) {
        Optional<byte[]> saved = store.read(KIND, reference, Part.KEY_ANSWER);
        if (saved.isPresent()) {
            return verified(Json.read(saved.get(), RechargeKeyOffer.class), reference);
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", reference);
        request.put("terminal", terminal);
        byte[] bytes = Json.write(request);
        store.saveBeforeSending(KIND, reference, Part.KEY_REQUEST, bytes);
        Answer<RechargeKeyOffer> answer = platform.createRechargeRequest(bytes);
        // What cannot be trusted is not kept, so that a repeat may get what can be.
        RechargeKey key = verified(answer.value(), reference);
        store.saveAnswer(KIND, reference, Part.KEY_ANSWER, answer.body().getBytes(StandardCharsets.UTF_8));
        return key;
    }

    private RechargeKey verified(RechargeKeyOffer offer, String reference) {
        RechargeKey key = RechargeKeyStatement.verify(offer.signature(), pins);
        require(key.reference(), reference, "reference");
        require(key.channel(), channel, "channel");
        require(key.terminal(), terminal, "terminal");
        if (!clock.instant().isBefore(key.expiresAt())) {
            throw new UntrustedKeyException("the recharge key expired at " + key.expiresAt());
        }
        return key;
    }

    private static void require(String signed, String own, String name) {
        if (!signed.equals(own)) {
            throw new UntrustedKeyException(
                    "the recharge key was signed for the " + name + " " + signed + " and not for " + own);
        }
    }

    static String seal(RechargeKey key, Pin pin, String phoneNumber, KeyEncryption encryption) {
        return RechargeEnvelope.seal(new RechargeContent(pin, phoneNumber, key.reference()), key, encryption);
    }

    Answer<Recharge> recharge(RechargeOrder order, Pin pin) {
        String reference = order.reference();
        Optional<byte[]> saved = store.read(KIND, reference, Part.REQUEST);
        if (saved.isEmpty()) {
            RechargeKey key = requestKey(reference);
            return send(reference, order.phoneNumber(), seal(key, pin, order.phoneNumber(), order.encryption()));
        }
        JsonNode request = Json.tree(saved.get());
        if (!request.path("phoneNumber").asText().equals(order.phoneNumber())) {
            throw new ReferenceTakenException(reference);
        }
        return send(reference);
    }

    Answer<Recharge> send(String reference, String phoneNumber, String envelope) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", reference);
        request.put("terminal", terminal);
        request.put("phoneNumber", phoneNumber);
        request.put("envelope", envelope);
        store.saveBeforeSending(KIND, reference, Part.REQUEST, Json.write(request));
        return send(reference);
    }

    /** Sends the saved bytes and saves the answer. */
    Answer<Recharge> send(String reference) {
        byte[] request = store.read(KIND, reference, Part.REQUEST)
                .orElseThrow(() -> new IllegalArgumentException(
                        "this terminal has sent no recharge of the reference " + reference));
        return store.keepOutcome(KIND, reference, () -> platform.createRecharge(request));
    }
}
