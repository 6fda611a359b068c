package io.sealcharge.envelope;

import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Recharge envelopes from channels: of all that is taken, only the known ones can be opened. */
public final class RechargeEnvelopeTarget implements FuzzTarget {
    private final EnvelopeOpener opener = Known.opener();
    private final SharedKey shared = Known.sharedKey(Direction.TO_PLATFORM);
    private final Set<String> known = Set.of(
            Known.recharge(KeyEncryption.ECDH_ES),
            Known.recharge(KeyEncryption.ECDH_ES_A256KW),
            Known.recharge(SymmetricEncryption.DIR),
            Known.recharge(SymmetricEncryption.A256KW));

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RechargeEnvelope envelope;
        try {
            envelope = RechargeEnvelope.parse(text);
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            return;
        }
        Told.require(Members.isName(envelope.kid()), "a kid that is no name");
        for (String part : text.split("\\.", -1)) {
            Told.require(Base64Url.encode(Base64.getUrlDecoder().decode(part)).equals(part), "a part in two ways");
        }
        if (!envelope.isShared()) {
            P256Point.ofUncompressed(envelope.epkPoint());
        } else if (!envelope.kid().equals(shared.kid())) {
            return;
        }
        try (RechargeContent content = envelope.isShared() ? envelope.open(shared) : envelope.open(opener)) {
            Told.require(known.contains(text), "a forged envelope opens");
            Told.require(content.reference().equals("recharge-1"), "another content");
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
            Told.require(!known.contains(text), "a known envelope does not open");
        }
    }
}
