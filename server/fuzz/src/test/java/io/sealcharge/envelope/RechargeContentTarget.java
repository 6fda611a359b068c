package io.sealcharge.envelope;

import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;

/** What a channel has encrypted, whatever it is: read, and the same when it is sealed and read again. */
public final class RechargeContentTarget implements FuzzTarget {
    private final SharedKey key = Known.sharedKey(Direction.TO_PLATFORM);

    @Override
    public void read(byte[] input) {
        String sealed = SealedJwe.seal(
                input.clone(),
                EnvelopeKind.RECHARGE,
                SymmetricEncryption.DIR,
                key.kid(),
                key.encrypter(SymmetricEncryption.DIR));
        try (RechargeContent content = RechargeEnvelope.parse(sealed).open(key)) {
            String again = RechargeEnvelope.seal(content, key, SymmetricEncryption.DIR);
            try (RechargeContent same = RechargeEnvelope.parse(again).open(key)) {
                Told.require(same.equals(content), "another content after sealing and opening");
            }
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            Told.require(input.length == 0 || input.length > CompactLimits.MESSAGE.maxPlaintextBytes(), "malformed?");
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
