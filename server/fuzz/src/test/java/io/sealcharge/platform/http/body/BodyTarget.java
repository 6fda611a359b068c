package io.sealcharge.platform.http.body;

import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.vertx.json.schema.Validator;
import java.util.Arrays;

/** A strict body decoder: takes nothing that the contract forbids, and refuses naming field and rule. */
public final class BodyTarget implements FuzzTarget {
    private final Validator schema;
    private final Decoder decoder;

    /** How an operation reads its body. */
    public interface Decoder {
        void decode(byte[] body);
    }

    /** @param operation in the contract */
    public BodyTarget(ContractSchemas contract, String operation, Decoder decoder) {
        this.schema = contract.bodyOf(operation);
        this.decoder = decoder;
    }

    @Override
    public void read(byte[] input) {
        byte[] body = input.clone();
        try {
            decoder.decode(body);
        } catch (MalformedRequestException refused) {
            Told.require(!refused.faults().isEmpty(), "a refusal without a fault");
            refused.faults().forEach(BodyTarget::check);
            return;
        } catch (MalformedEnvelopeException refused) {
            check(new FieldFault(refused.field(), refused.rule()));
            return;
        }
        Told.require(Arrays.equals(body, input), "the decoder changes the body");
        Told.require(ContractSchemas.allows(schema, input), "the decoder takes what the contract forbids");
    }

    private static void check(FieldFault fault) {
        Told.require(!fault.rule().isBlank(), "a fault without a rule");
        Told.requireHarmless(fault.rule());
        // a pointer may hold a name that the sender made up, cut and cleaned
        Told.require(fault.field().matches("[\\x20-\\x7e]{0,200}"), "not printable: " + fault.field());
    }
}
