package io.sealcharge.platform.app;

import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.TerminalKid;

/** The key that a request wants its vouchers sealed to, as it was sent. */
public sealed interface KeyOrder {

    /** A public key that the terminal made. */
    record Own(TerminalPublicKey key) implements KeyOrder {}

    /** A key that terminal and platform share; that there is one is not known yet. */
    record Shared(TerminalKid kid, SymmetricEncryption encryption) implements KeyOrder {}

    /** Adds the key to the digest of the request that names it. */
    static RequestDigest digest(RequestDigest request, KeyOrder key) {
        return switch (key) {
            case Own(TerminalPublicKey own) -> request.text("key").text(own.toJwkJson());
            case Shared(TerminalKid kid, SymmetricEncryption encryption) ->
                request.text("terminalKey").text(kid.toString()).text(encryption.jwaName());
        };
    }
}
