package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** Voucher envelopes that reach a terminal: only the known one opens. */
public final class VoucherEnvelopeTarget implements FuzzTarget {
    private final TerminalPrivateKey key = Known.terminalKey(KeyEncryption.ECDH_ES);
    private final String known = Known.voucher(KeyEncryption.ECDH_ES);

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try (VoucherSecret voucher = VoucherEnvelope.open(text, key)) {
            Told.require(text.equals(known), "a forged voucher opens");
            Told.require(voucher.boundTo().equals(key.publicKey().thumbprint()), "bound to another key");
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            Told.require(!text.equals(known), "the known voucher is malformed");
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
            Told.require(!text.equals(known), "the known voucher does not open");
        }
    }
}
