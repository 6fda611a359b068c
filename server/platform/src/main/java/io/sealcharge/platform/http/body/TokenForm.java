package io.sealcharge.platform.http.body;

import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.envelope.FieldPointer;
import io.sealcharge.envelope.StrictUtf8;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of the token endpoint: client credentials (RFC 6749, 4.4) with a client assertion (RFC 7523, 2.2). Unknown
 * parameters are ignored and empty ones absent, none may occur twice (RFC 6749, 3.2).
 *
 * @param clientAssertion compact JWS
 * @param scope as it was sent, if it was
 */
public record TokenForm(String clientAssertion, @Nullable String scope) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int MAX_ASSERTION_LENGTH = 8192;
    private static final String INVALID_REQUEST = "invalid_request";
    private static final String INVALID_CLIENT = "invalid_client";

    /** @throws OAuthFormException naming what is wrong */
    public static TokenForm decode(byte[] body) {
        Map<String, String> parameters = parameters(body);
        String grantType = required(parameters, "grant_type");
        if (!grantType.equals("client_credentials")) {
            throw new OAuthFormException("unsupported_grant_type", "grant_type must be client_credentials");
        }
        if (parameters.containsKey("client_secret")) {
            throw new OAuthFormException(
                    INVALID_REQUEST, "the client assertion is the only credential: send no secret");
        }
        if (!required(parameters, "client_assertion_type").equals(JWT_BEARER)) {
            throw new OAuthFormException(INVALID_CLIENT, "client_assertion_type must be " + JWT_BEARER);
        }
        String assertion = required(parameters, "client_assertion");
        if (assertion.length() > MAX_ASSERTION_LENGTH) {
            throw new OAuthFormException(
                    INVALID_CLIENT, "client_assertion has at most " + MAX_ASSERTION_LENGTH + " characters");
        }
        checkClientId(parameters.get("client_id"), assertion);
        return new TokenForm(assertion, parameters.get("scope"));
    }

    private static Map<String, String> parameters(byte[] body) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text(body).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
            if (!value.isEmpty() && parameters.put(name, value) != null) {
                throw new OAuthFormException(
                        INVALID_REQUEST, FieldPointer.shown(name).replaceAll("[\"\\\\]", "?") + " occurs twice");
            }
        }
        return parameters;
    }

    private static String text(byte[] body) {
        try {
            return StrictUtf8.decode(body);
        } catch (CharacterCodingException notUtf8) {
            throw new OAuthFormException(INVALID_REQUEST, "the form must be UTF-8");
        }
    }

    private static String unescape(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            throw new OAuthFormException(INVALID_REQUEST, "the form is not application/x-www-form-urlencoded");
        }
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new OAuthFormException(INVALID_REQUEST, name + " is required");
        }
        return value;
    }

    /** A client id, if sent, is that of the assertion (RFC 7521, 4.2). */
    private static void checkClientId(@Nullable String clientId, String assertion) {
        if (clientId == null) {
            return;
        }
        try {
            if (clientId.equals(SignedJWT.parse(assertion).getJWTClaimsSet().getSubject())) {
                return;
            }
        } catch (ParseException notAJwt) {
            throw new OAuthFormException(INVALID_CLIENT, "client_assertion must be a signed JWT");
        }
        throw new OAuthFormException(INVALID_CLIENT, "client_id must equal sub of the assertion");
    }

    /** Without the assertion, with which whoever reads it could get a token. */
    @Override
    public String toString() {
        return "TokenForm[scope=" + scope + "]";
    }
}
