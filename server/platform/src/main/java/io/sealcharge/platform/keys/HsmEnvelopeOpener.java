package io.sealcharge.platform.keys;

import io.sealcharge.envelope.EnvelopeOpener;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.util.function.BiFunction;

/** Opens with a key in the HSM: the shared secret stays inside, the content key comes out. */
final class HsmEnvelopeOpener implements EnvelopeOpener {
    private final BiFunction<byte[], byte[], Secret> agreement;

    private HsmEnvelopeOpener(BiFunction<byte[], byte[], Secret> agreement) {
        this.agreement = agreement;
    }

    /** Must be used on the HSM's threads. */
    static HsmEnvelopeOpener of(Hsm hsm, OneTimeKey key) {
        return new HsmEnvelopeOpener((epkPoint, otherInfo) -> hsm.agree(key, epkPoint, otherInfo));
    }

    /** Must be used on the HSM's threads. */
    static HsmEnvelopeOpener of(Hsm hsm, KeyId key) {
        return new HsmEnvelopeOpener((epkPoint, otherInfo) -> hsm.agree(key, epkPoint, otherInfo));
    }

    /** @throws UnreadableEnvelopeException if the HSM refuses this point or this KDF input while it is well */
    @Override
    public byte[] deriveKey(byte[] epkPoint, byte[] otherInfo) {
        try (Secret derived = agreement.apply(epkPoint, otherInfo)) {
            return derived.bytes().clone();
        } catch (HsmException e) {
            if (e.failure() == HsmFailure.REFUSED) {
                throw new UnreadableEnvelopeException();
            }
            throw e;
        }
    }
}
