package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A new voucher for one whose key or answer was lost: key and request are on disk before the request is sent. */
final class Replacements {
    private static final Act.Kind KIND = Act.Kind.REPLACEMENT;

    private final String terminal;
    private final PlatformClient platform;
    private final TerminalStore store;
    private final VoucherKeys keys;

    Replacements(String terminal, PlatformClient platform, TerminalStore store, VoucherKeys keys) {
        this.terminal = terminal;
        this.platform = platform;
        this.store = store;
        this.keys = keys;
    }

    Answer<Replacement> replace(ReplacementOrder order) {
        prepare(order);
        return store.answer(KIND, order.reference(), Replacement.class).orElseGet(() -> send(order.reference()));
    }

    private void prepare(ReplacementOrder order) {
        String reference = order.reference();
        Optional<byte[]> saved = store.read(KIND, reference, Part.REQUEST);
        if (saved.isPresent()) {
            JsonNode request = Json.tree(saved.get());
            if (!request.path("serialNumber").asText().equals(order.serialNumber())
                    || !VoucherKeys.asksFor(request, order.encryption())) {
                throw new ReferenceTakenException(reference);
            }
            return;
        }
        String purchaseId = purchaseId(order.purchase());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", reference);
        request.put("terminal", terminal);
        request.put("serialNumber", order.serialNumber());
        keys.put(request, KIND, reference, order.encryption(), order.keyName());
        store.saveBeforeSending(KIND, reference, Part.TARGET, purchaseId.getBytes(StandardCharsets.US_ASCII));
        store.saveBeforeSending(KIND, reference, Part.REQUEST, Json.write(request));
    }

    /** From this folder, or from the platform if the folder was lost. */
    private String purchaseId(String purchase) {
        return store.answer(Act.Kind.PURCHASE, purchase, Purchase.class)
                .map(Answer::value)
                .or(() -> platform.findPurchase(purchase))
                .map(Purchase::id)
                .orElseThrow(() -> TerminalStore.unknown(Act.Kind.PURCHASE, purchase));
    }

    /** Sends the saved bytes and saves the answer. */
    Answer<Replacement> send(String reference) {
        byte[] request = store.require(KIND, reference, Part.REQUEST);
        String purchaseId = new String(store.require(KIND, reference, Part.TARGET), StandardCharsets.US_ASCII);
        return store.keepOutcome(KIND, reference, () -> platform.replaceVoucher(purchaseId, request));
    }

    VoucherSecret open(String reference) {
        Replacement replacement = store.answer(KIND, reference, Replacement.class)
                .orElseThrow(() -> TerminalStore.unknown(KIND, reference))
                .value();
        return keys.open(KIND, reference, replacement.voucher());
    }
}
