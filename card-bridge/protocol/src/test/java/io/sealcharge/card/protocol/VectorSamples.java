package io.sealcharge.card.protocol;

import io.sealcharge.card.protocol.OperationContent.ValueMove;
import java.util.Random;

/** Values of vectors and examples, the same each time. */
final class VectorSamples {
    static final long SEED = 20_261_128L;
    static final CardId CARD = CardId.parse("6226880000000001");
    static final IssuerId ISSUER = IssuerId.parse("62268800");
    static final CurrencyNumber CNY = new CurrencyNumber(156);
    static final Limits LIMITS = new Limits(100_000, 50_000, 5_000);
    static final KeyReference OPERATION_KEY = new KeyReference(IssuerRole.OPERATION, 1);
    static final KeyReference ADMIN_KEY = new KeyReference(IssuerRole.ADMIN, 1);
    static final VectorSigner ISSUER_OPERATION = VectorSigner.standard(1);
    static final VectorSigner ISSUER_ADMIN = VectorSigner.standard(2);
    static final VectorSigner CERTIFICATION = VectorSigner.standard(3);
    static final VectorSigner CERTIFIED_CARD = VectorSigner.standard(4);
    static final VectorSigner DERIVED_CARD = VectorSigner.withGenerator(5);

    private static final Random RANDOM = new Random(SEED);

    static final SerialNumber SERIAL = new SerialNumber(random(SerialNumber.LENGTH));
    static final Challenge CHALLENGE = new Challenge(random(Challenge.LENGTH));
    static final OperationId OPERATION_ID = new OperationId(random(OperationId.LENGTH));
    static final OperationId OTHER_ID = new OperationId(random(OperationId.LENGTH));
    static final Nonce NONCE = new Nonce(random(Nonce.LENGTH));
    static final Nonce OTHER_NONCE = new Nonce(random(Nonce.LENGTH));
    static final Counterpart ACCOUNT = Counterpart.account(random(16));
    static final Counterpart OTHER_CARD = Counterpart.card(CardId.parse("6226880000000002"));
    static final byte[] TRANSPORT_KEY = random(TransportKey.LENGTH);

    private VectorSamples() {}

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static Operation operation(long counter, OperationContent content) {
        KeyReference key = content.business().isAdministration() ? ADMIN_KEY : OPERATION_KEY;
        return new Operation(CARD, OPERATION_ID, counter, CHALLENGE, key, content);
    }

    static ValueMove move(Business business, long amountMinor) {
        return new ValueMove(business, CNY, amountMinor, business.isTransfer() ? OTHER_CARD : ACCOUNT);
    }

    static Signed<Operation> signed(Operation operation) {
        VectorSigner key = operation.signingKey().role() == IssuerRole.ADMIN ? ISSUER_ADMIN : ISSUER_OPERATION;
        return new Signed<>(operation, key.sign(operation.signingInput()));
    }

    static OperationResult result() {
        Operation operation = operation(0, move(Business.RECHARGE, 10_000));
        return new OperationResult(OPERATION_ID, operation.digest(), CARD, 0, 10_000, 1, OPERATION_KEY);
    }

    static CardStatus status() {
        Operation operation = operation(0, move(Business.RECHARGE, 10_000));
        return new CardStatus(CARD, CardState.ACTIVE, 1, 10_000, OPERATION_ID, operation.digest(), OTHER_ID, NONCE);
    }

    static CardCertificate certificate(KeyScheme scheme) {
        CardPublicKey key = scheme == KeyScheme.CERTIFIED
                ? CardPublicKey.certified(CERTIFIED_CARD.point())
                : CardPublicKey.derived(DERIVED_CARD.point(), DERIVED_CARD.generator());
        return new CardCertificate(ISSUER, 1, CARD, key);
    }
}
