package io.sealcharge.platform.keys;

import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.domain.TerminalKeyId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys that a terminal shares with the platform: HMAC-SHA-256 with the token's terminal-master key over what names
 * them, each part after its length in 4 bytes. A key is in memory for one message and then wiped; it rests nowhere.
 */
final class TerminalKeyDerivation {
    private static final String PURPOSE = "sealcharge terminal key v1";

    private TerminalKeyDerivation() {}

    /** The key of one direction, which the caller closes. Must be used on the HSM's threads. */
    static SharedKey derive(Hsm device, TerminalKeyId id, SharedKey.Direction direction) {
        byte[] key = device.mac(new KeyId(KeyRole.TERMINAL_MASTER, id.masterEpoch()), input(id, direction));
        try {
            return new SharedKey(id.kid(), direction, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] input(TerminalKeyId id, SharedKey.Direction direction) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        put(input, PURPOSE);
        put(input, id.channel());
        put(input, id.terminal().toString());
        put(input, Integer.toString(id.generation()));
        put(
                input,
                switch (direction) {
                    case TO_TERMINAL -> "toTerminal";
                    case TO_PLATFORM -> "toPlatform";
                });
        return input.toByteArray();
    }

    private static void put(ByteArrayOutputStream input, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        input.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        input.writeBytes(bytes);
    }

    /** Both keys, sealed to the terminal's own key: compact JWE. */
    static String seal(Hsm device, TerminalKeyId id, TerminalPublicKey to, String reference) {
        try (SharedKey toTerminal = derive(device, id, SharedKey.Direction.TO_TERMINAL);
                SharedKey toPlatform = derive(device, id, SharedKey.Direction.TO_PLATFORM)) {
            return TerminalKeysEnvelope.seal(new TerminalKeys(reference, to.thumbprint(), toTerminal, toPlatform), to);
        }
    }
}
