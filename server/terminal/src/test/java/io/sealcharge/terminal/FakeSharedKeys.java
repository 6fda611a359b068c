package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The shared keys of a fake platform's terminals, a pair for each kid. */
final class FakeSharedKeys {
    private final Map<String, TerminalKeys> pairs = new HashMap<>();
    private int terminals;

    /** What an envelope of keys holds, if it is not what was registered. */
    UnaryOperator<TerminalKeys> sealed = keys -> keys;

    /** A registration or the next generation, as the platform answers it. */
    String next(String id, int generation, String reference, TerminalPublicKey key) {
        String kid = id + "." + generation;
        TerminalKeys keys = new TerminalKeys(
                reference,
                key.thumbprint(),
                new SharedKey(kid, Direction.TO_TERMINAL, random()),
                new SharedKey(kid, Direction.TO_PLATFORM, random()));
        pairs.put(kid, keys);
        return "{\"id\":\"%s\",\"terminal\":\"%s\",\"kid\":\"%s\",\"generation\":%d,\"createdAt\":\"2026-11-22T08:00:00.000Z\",\"envelope\":\"%s\"}"
                .formatted(
                        id, FakePlatform.TERMINAL, kid, generation, TerminalKeysEnvelope.seal(sealed.apply(keys), key));
    }

    String newId() {
        return "019aabcd-0000-7000-8000-%012d".formatted(++terminals);
    }

    private static byte[] random() {
        byte[] bytes = new byte[SharedKey.LENGTH];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    String voucher(JsonNode named, String serialNumber, String reference, Instant expiresAt) {
        SharedKey key = pairs.get(named.get("kid").asText()).toTerminal();
        VoucherSecret secret = new VoucherSecret(
                new Pin(FakePlatform.PIN.toCharArray()), serialNumber, 5000, "CNY", expiresAt, reference, key.kid());
        return VoucherEnvelope.seal(
                secret, key, SymmetricEncryption.of(named.get("alg").asText()).orElseThrow());
    }

    RechargeContent open(RechargeEnvelope envelope) {
        return envelope.open(pairs.get(envelope.kid()).toPlatform());
    }
}
