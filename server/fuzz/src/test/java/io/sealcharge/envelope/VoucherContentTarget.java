package io.sealcharge.envelope;

import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;

/** What a platform has encrypted for a terminal, whatever it is. */
public final class VoucherContentTarget implements FuzzTarget {
    private final SharedKey key = Known.sharedKey(Direction.TO_TERMINAL);

    @Override
    public void read(byte[] input) {
        String sealed = SealedJwe.seal(
                input.clone(),
                EnvelopeKind.SHARED_VOUCHER,
                SymmetricEncryption.DIR,
                key.kid(),
                key.encrypter(SymmetricEncryption.DIR));
        try (VoucherSecret voucher = VoucherEnvelope.open(sealed, key, SymmetricEncryption.DIR)) {
            Told.require(voucher.boundTo().equals(key.kid()), "bound to another key");
            String again = VoucherEnvelope.seal(voucher, key, SymmetricEncryption.DIR);
            try (VoucherSecret same = VoucherEnvelope.open(again, key, SymmetricEncryption.DIR)) {
                Told.require(same.equals(voucher), "another voucher after sealing and opening");
            }
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            Told.require(input.length == 0 || input.length > CompactLimits.MESSAGE.maxPlaintextBytes(), "malformed?");
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
