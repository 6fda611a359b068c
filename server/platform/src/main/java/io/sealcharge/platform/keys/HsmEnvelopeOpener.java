package io.sealcharge.platform.keys;

import io.sealcharge.envelope.EnvelopeOpener;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;

/** Opens with a one-time key in the HSM: the shared secret stays inside, the content key comes out. */
final class HsmEnvelopeOpener implements EnvelopeOpener {
    private final Hsm hsm;
    private final OneTimeKey key;

    /** Must be used on the HSM's threads. */
    HsmEnvelopeOpener(Hsm hsm, OneTimeKey key) {
        this.hsm = hsm;
        this.key = key;
    }

    /** @throws UnreadableEnvelopeException if the HSM refuses this point or this KDF input while it is well */
    @Override
    public byte[] deriveKey(byte[] epkPoint, byte[] otherInfo) {
        try (Secret derived = hsm.agree(key, epkPoint, otherInfo)) {
            return derived.bytes().clone();
        } catch (HsmException e) {
            if (e.failure() == HsmFailure.REFUSED) {
                throw new UnreadableEnvelopeException();
            }
            throw e;
        }
    }
}
