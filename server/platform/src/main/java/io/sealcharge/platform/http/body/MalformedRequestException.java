package io.sealcharge.platform.http.body;

import java.util.List;

/** A request breaks rules of the contract. Holds no value of the request and may be told to its sender. */
public final class MalformedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldFault> faults;

    public MalformedRequestException(String field, String rule) {
        this(List.of(new FieldFault(field, rule)));
    }

    /** @param faults one at least */
    public MalformedRequestException(List<FieldFault> faults) {
        // A client's mistake is no surprise: no stack trace.
        super(faults.getFirst().field() + " " + faults.getFirst().rule(), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
