package io.sealcharge.load.card;

import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.crypto.AsymmetricSignatureImpl;
import io.sealcharge.card.protocol.KeyScheme;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.Signature;

/** The same two signatures by jCardSim as it comes, whose ECDSA the simulator does not use. */
final class JCardSimSignatures implements Measured {
    static final String NAME = "jCardSim, these alone";

    private static final int LONGEST_DER = 72;

    private final OwnRuntime runtime = new OwnRuntime();
    private final KeyPair pair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_256);
    private final Signature signature = new AsymmetricSignatureImpl(Signature.ALG_ECDSA_SHA_256);
    private final byte[] input = new byte[BareSignatures.INPUT_BYTES];
    private final byte[] der = new byte[LONGEST_DER];
    private short derLength;
    private boolean verified;

    private static final class OwnRuntime extends SimulatorRuntime {
        void activate() {
            activateSimulatorRuntimeInstance();
        }
    }

    JCardSimSignatures() {
        runtime.activate();
        pair.genKeyPair();
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
        // where it takes working memory from: not from a card, which allows no more of it
        runtime.activate();
        input[0]++;
        sign();
    }

    private void sign() {
        signature.init(pair.getPrivate(), Signature.MODE_SIGN);
        derLength = signature.sign(input, (short) 0, (short) input.length, der, (short) 0);
    }

    @Override
    public void call() {
        signature.init(pair.getPublic(), Signature.MODE_VERIFY);
        verified = signature.verify(input, (short) 0, (short) input.length, der, (short) 0, derLength);
        sign();
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
