package io.sealcharge.envelope;

import java.util.List;

/** The members of a JWK that only its owner may see (RFC 7518, 6.2.2, 6.3.2, 6.4.1). */
final class PrivateMembers {
    private static final List<String> NAMES = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private PrivateMembers() {}

    static void refuse(Members jwk) {
        for (String name : NAMES) {
            if (jwk.has(name)) {
                throw jwk.fault(name, "is private key material: send the public key only, and make a new key");
            }
        }
    }
}
