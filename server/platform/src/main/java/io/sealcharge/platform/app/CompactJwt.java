package io.sealcharge.platform.app;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/**
 * Signed JWTs in compact form (RFC 7515, 7.1), read so that each has one text only. The library passes over white space
 * about a token and over characters inside it that are not base64url: then whoever has one token has any number of them.
 */
public final class CompactJwt {
    private static final int PARTS = 3;

    private CompactJwt() {}

    /** @throws ParseException if it is none; what it says about itself is not checked */
    public static SignedJWT parse(String compact) throws ParseException {
        String[] parts = compact.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw new ParseException("must be three parts with dots between", 0);
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || !Base64URL.encode(new Base64URL(part).decode())
                            .toString()
                            .equals(part)) {
                throw new ParseException("must be base64url without padding", 0);
            }
        }
        return SignedJWT.parse(compact);
    }
}
