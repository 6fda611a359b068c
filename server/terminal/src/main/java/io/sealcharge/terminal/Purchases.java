package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    Purchases(String terminal, PlatformClient platform, TerminalStore store) {
        this.terminal = terminal;
        this.platform = platform;
        this.store = store;
    }

    Answer<Purchase> buy(PurchaseOrder order) {
        prepare(order);
        Optional<byte[]> answer = store.read(KIND, order.reference(), Part.ANSWER);
        if (answer.isPresent()) {
            return new Answer<>(
                    Json.read(answer.get(), Purchase.class), new String(answer.get(), StandardCharsets.UTF_8), true);
        }
        return send(order.reference());
    }

    /** Saves key and request, unless they are; a saved request of another order is an error. */
    private void prepare(PurchaseOrder order) {
        Optional<byte[]> saved = store.read(KIND, order.reference(), Part.REQUEST);
        if (saved.isPresent()) {
            JsonNode request = Json.tree(saved.get());
            if (!request.path("product").asText().equals(order.product())
                    || request.path("quantity").asInt() != order.quantity()
                    || !request.path("key")
                            .path("alg")
                            .asText()
                            .equals(order.encryption().jwaName())) {
                throw new ReferenceTakenException(order.reference());
            }
            return;
        }
        TerminalPrivateKey key = keyFor(order);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", order.reference());
        request.put("terminal", terminal);
        request.put("product", order.product());
        request.put("quantity", order.quantity());
        request.put("key", Json.tree(key.publicKey().toJwkJson().getBytes(StandardCharsets.UTF_8)));
        store.saveBeforeSending(KIND, order.reference(), Part.REQUEST, Json.write(request));
    }

    /** The key that stands for this purchase, put there now if none does. */
    private TerminalPrivateKey keyFor(PurchaseOrder order) {
        if (!store.has(KIND, order.reference(), Part.KEY)) {
            byte[] jwk = newKey(order);
            try {
                store.putIfAbsent(KIND, order.reference(), Part.KEY, jwk);
            } finally {
                Arrays.fill(jwk, (byte) 0);
            }
        }
        TerminalPrivateKey key = key(order.reference());
        if (key.publicKey().encryption() != order.encryption()) {
            throw new ReferenceTakenException(order.reference());
        }
        return key;
    }

    private byte[] newKey(PurchaseOrder order) {
        String name = order.keyName();
        if (name == null) {
            return TerminalPrivateKey.generate(order.encryption()).toJwkJson();
        }
        byte[] jwk = store.readKey(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no key of the name " + name));
        if (TerminalPrivateKey.parse(jwk).publicKey().encryption() != order.encryption()) {
            throw new IllegalArgumentException(
                    "the key " + name + " is not for " + order.encryption().jwaName());
        }
        return jwk;
    }

    private TerminalPrivateKey key(String reference) {
        byte[] jwk = store.read(KIND, reference, Part.KEY).orElseThrow(() -> unknown(reference));
        try {
            return TerminalPrivateKey.parse(jwk);
        } finally {
            Arrays.fill(jwk, (byte) 0);
        }
    }

    /** Sends the saved bytes and saves the answer. */
    Answer<Purchase> send(String reference) {
        byte[] request = store.read(KIND, reference, Part.REQUEST).orElseThrow(() -> unknown(reference));
        return store.keepOutcome(KIND, reference, () -> platform.createPurchase(request));
    }

    List<VoucherSecret> open(String reference) {
        byte[] answer = store.read(KIND, reference, Part.ANSWER).orElseThrow(() -> unknown(reference));
        TerminalPrivateKey key = key(reference);
        List<VoucherSecret> opened = new ArrayList<>();
        boolean good = false;
        try {
            for (SealedVoucher sealed : Json.read(answer, Purchase.class).vouchers()) {
                VoucherSecret voucher = VoucherEnvelope.open(sealed.envelope(), key);
                opened.add(voucher);
                requireSame(sealed, voucher, reference);
            }
            good = true;
            return List.copyOf(opened);
        } finally {
            if (!good) {
                opened.forEach(VoucherSecret::close);
            }
        }
    }

    private static void requireSame(SealedVoucher outside, VoucherSecret inside, String reference) {
        if (!inside.reference().equals(reference)
                || !inside.serialNumber().equals(outside.serialNumber())
                || inside.faceValueMinor() != outside.faceValueMinor()
                || !inside.currency().equals(outside.currency())
                || !inside.expiresAt().equals(outside.expiresAt())) {
            throw new UnexpectedAnswerException(
                    "the envelope of voucher " + outside.serialNumber() + " holds another voucher");
        }
    }

    private static IllegalArgumentException unknown(String reference) {
        return new IllegalArgumentException("this terminal has no finished purchase of the reference " + reference);
    }
}
