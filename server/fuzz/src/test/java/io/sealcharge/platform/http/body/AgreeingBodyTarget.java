package io.sealcharge.platform.http.body;

import io.sealcharge.fuzz.FuzzTarget;

/** The body of a busy call: decoder and contract give the same verdict, either way. */
public final class AgreeingBodyTarget implements FuzzTarget {
    private final ContractAgreement agreement;
    private final String operation;
    private final BodyTarget body;

    /** @param operation one that {@link Corpus#decode} knows */
    public AgreeingBodyTarget(ContractAgreement agreement, ContractSchemas contract, String operation) {
        this.agreement = agreement;
        this.operation = operation;
        this.body = new BodyTarget(contract, operation, bytes -> Corpus.decode(operation, bytes));
    }

    @Override
    public void read(byte[] input) {
        body.read(input);
        agreement.check(operation, input, "found by fuzzing");
    }
}
