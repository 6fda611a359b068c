package io.sealcharge.load.capacity;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.Secret;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import io.sealcharge.platform.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The token's calls, through the adapter that production has, on the platform's token. */
final class HsmParts {
    /** As the platform draws them for a PIN. */
    private static final int RANDOM_BYTES = 64;

    private static final int DIGEST_BYTES = 32;
    /** Of ECDH-ES with A256GCM (RFC 7518, 4.6.2). */
    private static final byte[] OTHER_INFO = {
        0, 0, 0, 7, 'A', '2', '5', '6', 'G', 'C', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
    };

    private final Settings.HsmModule settings;
    private final Stint stint;

    HsmParts(Settings.HsmModule settings, Stint stint) {
        this.settings = settings;
        this.stint = stint;
    }

    void measure(Map<Part, Double> us) throws Exception {
        HsmConfig config = HsmConfig.defaults(
                Objects.requireNonNull(settings.modules().get(settings.module())), settings.tokenLabel());
        try (Hsm hsm = Pkcs11Hsm.open(config, PinSource.ofFile(settings.pinFile()), new SimpleMeterRegistry())) {
            List<KeyDescription> keys = keys();
            hsm.use(keys);
            KeyId index = newest(keys, KeyRole.PIN_INDEX);
            KeyId signing = newest(keys, KeyRole.ENVELOPE_SIGNING);
            KeyId wrap = newest(keys, KeyRole.RECHARGE_WRAP);
            byte[] pin = "123456789012345678".getBytes(StandardCharsets.US_ASCII);
            byte[] digest = new byte[DIGEST_BYTES];
            us.put(Part.HSM_RANDOM, stint.us(() -> closed(hsm.random(RANDOM_BYTES))));
            us.put(Part.HSM_MAC, stint.us(() -> hsm.mac(index, pin)));
            us.put(Part.HSM_SIGN, stint.us(() -> hsm.sign(signing, digest)));
            us.put(Part.HSM_KEY_PAIR, stint.us(() -> {
                OneTimeKey key = hsm.generateOneTimeKey(wrap);
                hsm.destroyOneTimeKey(key.publicPoint());
                return key;
            }));
            OneTimeKey key = hsm.generateOneTimeKey(wrap);
            byte[] peer = hsm.generateOneTimeKey(wrap).publicPoint();
            us.put(Part.HSM_AGREE, stint.us(() -> closed(hsm.agree(key, peer, OTHER_INFO))));
        }
    }

    private static int closed(Secret secret) {
        int length = secret.length();
        secret.close();
        return length;
    }

    private List<KeyDescription> keys() throws IOException {
        return KeyManifest.read(settings.keyManifest()).descriptions();
    }

    private static KeyId newest(List<KeyDescription> keys, KeyRole role) {
        return keys.stream()
                .map(KeyDescription::id)
                .filter(id -> id.role() == role)
                .max(Comparator.comparingInt(KeyId::epoch))
                .orElseThrow();
    }
}
