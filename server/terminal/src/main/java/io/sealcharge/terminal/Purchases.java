package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Buying and opening: the key and the request are on disk before the request is sent. */
final class Purchases {
    private static final Act.Kind KIND = Act.Kind.PURCHASE;

    private final String terminal;
    private final PlatformClient platform;
    private final TerminalStore store;
    private final VoucherKeys keys;

    Purchases(String terminal, PlatformClient platform, TerminalStore store, VoucherKeys keys) {
        this.terminal = terminal;
        this.platform = platform;
        this.store = store;
        this.keys = keys;
    }

    Answer<Purchase> buy(PurchaseOrder order) {
        prepare(order);
        return store.answer(KIND, order.reference(), Purchase.class).orElseGet(() -> send(order.reference()));
    }

    /** Saves key and request, unless they are; a saved request of another order is an error. */
    private void prepare(PurchaseOrder order) {
        Optional<byte[]> saved = store.read(KIND, order.reference(), Part.REQUEST);
        if (saved.isPresent()) {
            JsonNode request = Json.tree(saved.get());
            if (!request.path("product").asText().equals(order.product())
                    || request.path("quantity").asInt() != order.quantity()
                    || !VoucherKeys.asksFor(request, order.encryption())) {
                throw new ReferenceTakenException(order.reference());
            }
            return;
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", order.reference());
        request.put("terminal", terminal);
        request.put("product", order.product());
        request.put("quantity", order.quantity());
        keys.put(request, KIND, order.reference(), order.encryption(), order.keyName());
        store.saveBeforeSending(KIND, order.reference(), Part.REQUEST, Json.write(request));
    }

    /** Sends the saved bytes and saves the answer; of an answer that the platform has erased, the receipt. */
    Answer<Purchase> send(String reference) {
        byte[] request = store.require(KIND, reference, Part.REQUEST);
        try {
            return store.keepOutcome(KIND, reference, () -> platform.createPurchase(request));
        } catch (ProblemException problem) {
            // An answer that holds envelopes stays.
            problem.purchase()
                    .filter(receipt -> problem.isAnswerErased())
                    .ifPresent(receipt ->
                            store.putIfAbsent(KIND, reference, Part.ANSWER, receipt.getBytes(StandardCharsets.UTF_8)));
            throw problem;
        }
    }

    List<VoucherSecret> open(String reference) {
        List<VoucherSecret> opened = new ArrayList<>();
        boolean good = false;
        try {
            for (SealedVoucher sealed : answer(reference).vouchers()) {
                opened.add(keys.open(KIND, reference, sealed));
            }
            good = true;
            return List.copyOf(opened);
        } finally {
            if (!good) {
                opened.forEach(VoucherSecret::close);
            }
        }
    }

    /** Tells the platform that the vouchers are here and open, so that it erases their envelopes. */
    Purchase acknowledge(String reference) {
        String id = answer(reference).id();
        // What does not open is not acknowledged: the platform's copy would be the last.
        open(reference).forEach(VoucherSecret::close);
        return platform.acknowledgePurchase(id);
    }

    private Purchase answer(String reference) {
        return store.answer(KIND, reference, Purchase.class)
                .orElseThrow(() -> TerminalStore.unknown(KIND, reference))
                .value();
    }
}
