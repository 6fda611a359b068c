package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.testkit.TestIssuer;
import java.security.GeneralSecurityException;
import java.security.Signature;

/**
 * What no card can do without: the issuer's signature verified and one made, both with the standard generator, keys
 * prepared.
 */
final class BareSignatures implements Measured {
    static final String NAME = "verify and sign alone";
    /** As long as what a recharge is signed over. */
    static final int INPUT_BYTES = 114;

    private final Issuer issuer;
    private final Signature verifier;
    private final Signature signer;
    private final byte[] input = new byte[INPUT_BYTES];
    private byte[] signature = {};
    private boolean verified;

    BareSignatures(Issuer issuer) throws GeneralSecurityException {
        this.issuer = issuer;
        this.verifier = Ecdsa.verifier(TestIssuer.key(TestIssuer.OPERATION_KEY).point());
        this.signer = Ecdsa.signer(TestIssuer.key(TestIssuer.ADMIN_KEY).secret());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyScheme scheme() {
        return KeyScheme.CERTIFIED;
    }

    @Override
    public void prepare() {
        input[0]++;
        signature = issuer.sign(input).bytes();
    }

    @Override
    public void call() {
        try {
            verifier.update(input);
            verified = verifier.verify(signature);
            signer.update(input);
            signature = signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    @Override
    public void check() {
        if (!verified) {
            throw new IllegalStateException("a right signature was not verified");
        }
    }

    @Override
    public void close() {}
}
