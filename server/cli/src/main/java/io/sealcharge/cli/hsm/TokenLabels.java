package io.sealcharge.cli.hsm;

import io.sealcharge.hsm.TokenOwner;

/** What tokens are called unless one is told. */
public final class TokenLabels {
    private TokenLabels() {}

    /** The CKA_LABEL of the token of {@code owner}. */
    public static String of(TokenOwner owner) {
        return switch (owner) {
            case SERVER -> "sealcharge";
            case OFFICERS -> "sealcharge-officers";
        };
    }
}
