package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.TerminalStore.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key of a purchase or a replacement: this terminal's own, on disk before the request, or one that it shares. */
final class VoucherKeys {
    private static final String OWN = "key";
    private static final String SHARED = "terminalKey";

    private final String terminal;
    private final TerminalStore store;
    private final SharedKeyStore shared;

    VoucherKeys(String terminal, TerminalStore store, SharedKeyStore shared) {
        this.terminal = terminal;
        this.store = store;
        this.shared = shared;
    }

    /**
     * Puts the key into a request that is not yet saved.
     *
     * @param keyName a key made by keygen or the kid of a shared key; null for a new key, or the newest shared one
     */
    void put(
            Map<String, Object> request,
            Act.Kind kind,
            String reference,
            KeyManagement encryption,
            @Nullable String keyName) {
        switch (encryption) {
            case KeyEncryption own -> {
                byte[] jwk = own(kind, reference, own, keyName)
                        .publicKey()
                        .toJwkJson()
                        .getBytes(StandardCharsets.UTF_8);
                request.put(OWN, Json.tree(jwk));
            }
            case SymmetricEncryption symmetric ->
                request.put(SHARED, Map.of("kid", kid(keyName), "alg", symmetric.jwaName()));
        }
    }

    private String kid(@Nullable String keyName) {
        String kid = keyName == null ? newest() : keyName;
        // What could never be opened is not bought.
        shared.key(terminal, kid, Direction.TO_TERMINAL).close();
        return kid;
    }

    /** @throws IllegalArgumentException if this terminal shares no key with the platform */
    String newest() {
        return shared.newest(terminal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the terminal " + terminal + " shares no key with the platform: register it first"));
    }

    /** Whether a saved request asks for this encryption. */
    static boolean asksFor(JsonNode request, KeyManagement encryption) {
        String member = encryption instanceof SymmetricEncryption ? SHARED : OWN;
        return request.path(member).path("alg").asText().equals(encryption.jwaName());
    }

    /** The key that stands for this act, put there now if none does. */
    TerminalPrivateKey own(Act.Kind kind, String reference, KeyEncryption encryption, @Nullable String keyName) {
        if (!store.has(kind, reference, Part.KEY)) {
            byte[] jwk = newKey(encryption, keyName);
            try {
                store.putIfAbsent(kind, reference, Part.KEY, jwk);
            } finally {
                Arrays.fill(jwk, (byte) 0);
            }
        }
        TerminalPrivateKey key = own(kind, reference);
        if (key.publicKey().encryption() != encryption) {
            throw new ReferenceTakenException(reference);
        }
        return key;
    }

    private byte[] newKey(KeyEncryption encryption, @Nullable String name) {
        if (name == null) {
            return TerminalPrivateKey.generate(encryption).toJwkJson();
        }
        byte[] jwk = store.readKey(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no key of the name " + name));
        if (TerminalPrivateKey.parse(jwk).publicKey().encryption() != encryption) {
            throw new IllegalArgumentException("the key " + name + " is not for " + encryption.jwaName());
        }
        return jwk;
    }

    /** The key that stands for this act. */
    TerminalPrivateKey own(Act.Kind kind, String reference) {
        byte[] jwk = store.read(kind, reference, Part.KEY).orElseThrow(() -> TerminalStore.unknown(kind, reference));
        try {
            return TerminalPrivateKey.parse(jwk);
        } finally {
            Arrays.fill(jwk, (byte) 0);
        }
    }

    /**
     * Opens a voucher of an act with the key that its saved request names.
     *
     * @return the voucher, which the caller closes
     */
    VoucherSecret open(Act.Kind kind, String reference, SealedVoucher sealed) {
        String envelope = sealed.envelope();
        if (envelope == null) {
            throw new UnexpectedAnswerException("the platform has erased the envelope of voucher "
                    + sealed.serialNumber() + ": if its PIN is lost, replace it");
        }
        JsonNode request = Json.tree(
                store.read(kind, reference, Part.REQUEST).orElseThrow(() -> TerminalStore.unknown(kind, reference)));
        VoucherSecret voucher = open(kind, reference, request.path(SHARED), envelope);
        if (!voucher.reference().equals(reference)
                || !voucher.serialNumber().equals(sealed.serialNumber())
                || voucher.faceValueMinor() != sealed.faceValueMinor()
                || !voucher.currency().equals(sealed.currency())
                || !voucher.expiresAt().equals(sealed.expiresAt())) {
            voucher.close();
            throw new UnexpectedAnswerException(
                    "the envelope of voucher " + sealed.serialNumber() + " holds another voucher");
        }
        return voucher;
    }

    private VoucherSecret open(Act.Kind kind, String reference, JsonNode named, String envelope) {
        if (named.isMissingNode()) {
            return VoucherEnvelope.open(envelope, own(kind, reference));
        }
        SymmetricEncryption encryption = SymmetricEncryption.of(
                        named.path("alg").asText())
                .orElseThrow(() -> TerminalStore.unknown(kind, reference));
        try (SharedKey key = shared.key(terminal, named.path("kid").asText(), Direction.TO_TERMINAL)) {
            return VoucherEnvelope.open(envelope, key, encryption);
        }
    }
}
