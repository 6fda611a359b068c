package io.sealcharge.envelope;

import com.nimbusds.jose.jwk.JWK;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** A terminal's public JWK: one canonical form, and the thumbprint that others calculate. */
public final class TerminalPublicKeyTarget implements FuzzTarget {

    @Override
    public void read(byte[] input) throws Exception {
        TerminalPublicKey key;
        try {
            key = TerminalPublicKey.of(StrictJson.object(input, ""));
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            return;
        }
        String json = key.toJwkJson();
        TerminalPublicKey same = TerminalPublicKey.of(StrictJson.object(json.getBytes(StandardCharsets.UTF_8), ""));
        Told.require(same.equals(key), "another key after writing and reading");
        Told.require(same.toJwkJson().equals(json), "two canonical forms");
        Told.require(JWK.parse(json).computeThumbprint().toString().equals(key.thumbprint()), "another thumbprint");
    }
}
