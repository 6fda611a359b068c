package io.sealcharge.load.card;

import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.testkit.TestIssuer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signs operations for the measured cards, with the tests' key and a provider that is fast. */
final class Issuer {
    private final Signature signer;
    private long operations;

    Issuer() throws GeneralSecurityException {
        signer = Ecdsa.signer(TestIssuer.key(TestIssuer.OPERATION_KEY).secret());
    }

    Signed<Operation> instruct(InitializeAnswer card, OperationContent content) {
        operations++;
        byte[] id = ByteBuffer.allocate(OperationId.LENGTH)
                .putLong(1)
                .putLong(operations)
                .array();
        Operation operation = new Operation(
                card.cardId(),
                new OperationId(id),
                card.counter(),
                card.challenge(),
                TestIssuer.OPERATION_KEY,
                content);
        return new Signed<>(operation, sign(operation.signingInput()));
    }

    CardSignature sign(byte[] input) {
        try {
            signer.update(input);
            return new CardSignature(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }
}
