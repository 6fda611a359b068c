package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.UntrustedKeyException;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recharging: a key that the platform vouches for, or one that it shares, then the PIN encrypted to it. The clear PIN is
 * never on disk.
 */
final class Recharges {
    private static final Act.Kind KIND = Act.Kind.RECHARGE;

    private final String channel;
    private final String terminal;
    private final PinnedKeys pins;
    private final Clock clock;
    private final PlatformClient platform;
    private final TerminalStore store;
    private final SharedKeyStore shared;
    private final VoucherKeys keys;
    private final Polling polling;

    Recharges(
            TerminalSettings settings,
            PlatformClient platform,
            TerminalStore store,
            SharedKeyStore shared,
            VoucherKeys keys) {
        this.channel = settings.credentials().channel();
        this.terminal = settings.terminal();
        this.pins = settings.pins();
        this.clock = settings.clock();
        this.platform = platform;
        this.store = store;
        this.shared = shared;
        this.keys = keys;
        this.polling = settings.polling();
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
            return send(reference, order.phoneNumber(), envelope(order, pin));
        }
        JsonNode request = Json.tree(saved.get());
        if (!request.path("phoneNumber").asText().equals(order.phoneNumber())) {
            throw new ReferenceTakenException(reference);
        }
        return send(reference);
    }

    private String envelope(RechargeOrder order, Pin pin) {
        return switch (order.encryption()) {
            case KeyEncryption own -> seal(requestKey(order.reference()), pin, order.phoneNumber(), own);
            case SymmetricEncryption symmetric -> {
                try (SharedKey key = requestShared(order.reference())) {
                    yield RechargeEnvelope.seal(
                            new RechargeContent(pin, order.phoneNumber(), order.reference()), key, symmetric);
                }
            }
        };
    }

    /** The first half with a shared key: nothing is signed, since nobody else has the key. The caller closes it. */
    private SharedKey requestShared(String reference) {
        // A key that was named once stays named, whatever was rotated since.
        String kid = store.read(KIND, reference, Part.KEY_REQUEST)
                .map(saved -> Json.tree(saved).path("terminalKey").path("kid").asText())
                .filter(named -> !named.isEmpty())
                .orElseGet(keys::newest);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", reference);
        request.put("terminal", terminal);
        request.put("terminalKey", Map.of("kid", kid));
        byte[] bytes = Json.write(request);
        SharedKey key = shared.key(terminal, kid, Direction.TO_PLATFORM);
        try {
            store.saveBeforeSending(KIND, reference, Part.KEY_REQUEST, bytes);
            SharedKeyOffer offer = store.read(KIND, reference, Part.KEY_ANSWER)
                    .map(saved -> Json.read(saved, SharedKeyOffer.class))
                    .orElseGet(() -> askShared(reference, bytes));
            if (!offer.kid().equals(kid) || !offer.reference().equals(reference)) {
                throw new UntrustedKeyException("the platform answered for another key or reference");
            }
            if (!clock.instant().isBefore(offer.expiresAt())) {
                throw new UntrustedKeyException("the recharge request expired at " + offer.expiresAt());
            }
            return key;
        } catch (RuntimeException | Error failed) {
            key.close();
            throw failed;
        }
    }

    private SharedKeyOffer askShared(String reference, byte[] request) {
        Answer<SharedKeyOffer> answer = platform.createSharedRechargeRequest(request);
        store.saveAnswer(KIND, reference, Part.KEY_ANSWER, answer.body().getBytes(StandardCharsets.UTF_8));
        return answer.value();
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

    /**
     * Sends the saved bytes and saves the answer. While the recharge is pending, asks until it is not, and then sends
     * the bytes again for the final answer; gives the pending one if that takes too long.
     */
    Answer<Recharge> send(String reference) {
        byte[] request = store.read(KIND, reference, Part.REQUEST)
                .orElseThrow(() -> new IllegalArgumentException(
                        "this terminal has sent no recharge of the reference " + reference));
        Answer<Recharge> answer = sendOnce(reference, request);
        for (int asked = 0; answer.value().isPending() && asked < polling.times(); asked++) {
            pause();
            if (!platform.getRecharge(answer.value().underWay()).isPending()) {
                answer = sendOnce(reference, request);
            }
        }
        return answer;
    }

    /** A pending answer is not kept: it is none yet. */
    private Answer<Recharge> sendOnce(String reference, byte[] request) {
        return store.keepOutcome(
                KIND, reference, () -> platform.createRecharge(request), recharge -> !recharge.isPending());
    }

    private void pause() {
        try {
            Thread.sleep(polling.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformUnreachableException("interrupted while the recharge is pending", e);
        }
    }
}
