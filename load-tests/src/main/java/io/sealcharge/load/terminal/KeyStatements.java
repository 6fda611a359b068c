package io.sealcharge.load.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** Checks the platform's signed word for its one-time keys against the pinned keys: for one thread. */
public final class KeyStatements {
    private final TerminalCrypto crypto;
    private final Map<String, Signature> pinned = new HashMap<>();

    /**
     * @param pins a JWK set (RFC 7517, 5) of the platform's keys, each with its {@code kid}
     * @throws ParseException if it is none
     */
    public KeyStatements(TerminalCrypto crypto, String pins) throws ParseException {
        this.crypto = crypto;
        for (JWK key : JWKSet.parse(pins).getKeys()) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initVerify(
                        crypto.publicKey(TerminalCrypto.point(key.toECKey().toECPublicKey())));
                pinned.put(key.getKeyID(), signature);
            } catch (GeneralSecurityException | JOSEException e) {
                throw new IllegalStateException("this JVM cannot use a pinned key", e);
            }
        }
    }

    /** A key of the platform for one recharge. */
    record OneTimeKey(String kid, byte[] point) {}

    /**
     * Checks signature, key and for whom it is.
     *
     * @param jws in compact form (RFC 7515, 3.1)
     * @throws UnreadableAnswerException if anything is not as it should be
     */
    OneTimeKey check(String jws, String reference, String channel, String terminal) {
        int dot = jws.indexOf('.');
        int end = jws.indexOf('.', dot + 1);
        if (dot < 0 || end < 0) {
            throw new UnreadableAnswerException("not a compact JWS");
        }
        Signature signature = pinned.get(JsonFields.text(JsonFields.decoded(jws.substring(0, dot)), "\"kid\":\""));
        if (signature == null) {
            throw new UnreadableAnswerException("the key is signed by one that is not pinned");
        }
        verify(signature, jws.substring(0, end), JsonFields.bytes(jws.substring(end + 1)));
        String claims = JsonFields.decoded(jws.substring(dot + 1, end));
        byte[] point = JsonFields.point(claims);
        String kid = crypto.thumbprint(point);
        if (!JsonFields.text(claims, "\"kid\":\"").equals(kid)
                || !JsonFields.text(claims, "\"reference\":\"").equals(reference)
                || !JsonFields.text(claims, "\"channel\":\"").equals(channel)
                || !JsonFields.text(claims, "\"terminal\":\"").equals(terminal)) {
            throw new UnreadableAnswerException("the key is for somebody else");
        }
        return new OneTimeKey(kid, point);
    }

    private static void verify(Signature signature, String input, byte[] rs) {
        try {
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(rs)) {
                throw new UnreadableAnswerException("the signature of the key is wrong");
            }
        } catch (GeneralSecurityException malformed) {
            throw new UnreadableAnswerException("the signature of the key is none", malformed);
        }
    }
}
