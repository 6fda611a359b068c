package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.http.token.AccessTokenVerifier;
import io.sealcharge.platform.http.token.InvalidTokenException;
import io.sealcharge.platform.http.token.VerifiedToken;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bearer tokens (RFC 6750) and their scopes. */
final class Authentication {
    static final String CHALLENGE = "Bearer realm=\"sealcharge\"";
    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier verifier;

    Authentication(AccessTokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** @throws ProblemException if there is no good token, or it lacks a scope */
    Caller authenticate(HttpServerRequest request, Set<Scope> needed, String traceId) {
        VerifiedToken token = verified(request);
        if (!token.scopes().containsAll(needed)) {
            String labels = needed.stream().sorted().map(Scope::label).collect(Collectors.joining(" "));
            throw new ProblemException(
                    ProblemCode.INSUFFICIENT_SCOPE,
                    "This call needs a token with the scope " + labels + ".",
                    challenge(", error=\"insufficient_scope\", scope=\"" + labels + "\""));
        }
        return new Caller(token.channel(), token.scopes(), traceId);
    }

    private VerifiedToken verified(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll("Authorization");
        if (credentials.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.UNAUTHENTICATED, "Send an access token: Authorization: Bearer …", challenge(""));
        }
        String only = credentials.getFirst();
        if (credentials.size() > 1 || !only.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw invalid("Send one Authorization header, with the scheme Bearer.");
        }
        try {
            return verifier.verify(only.substring(SCHEME.length()).strip());
        } catch (InvalidTokenException invalid) {
            throw invalid(String.valueOf(invalid.getMessage()));
        }
    }

    private static ProblemException invalid(String description) {
        return new ProblemException(
                ProblemCode.UNAUTHENTICATED,
                description,
                challenge(", error=\"invalid_token\", error_description=\"" + description + "\""));
    }

    private static Map<String, String> challenge(String parameters) {
        return Map.of("WWW-Authenticate", CHALLENGE + parameters);
    }
}
