package io.sealcharge.card.protocol;

/** Something that is signed: it has one encoding and one domain. */
public sealed interface CardStatement permits Operation, OperationResult, CardStatus, CardCertificate {
    /** The whole template. */
    byte[] encode();

    Domain domain();

    /** What is hashed with SHA-256 and signed. */
    default byte[] signingInput() {
        return domain().signingInput(encode());
    }
}
