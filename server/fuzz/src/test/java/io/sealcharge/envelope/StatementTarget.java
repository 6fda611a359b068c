package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** Signed statements that reach a terminal: nothing is trusted but what the platform has signed. */
public final class StatementTarget implements FuzzTarget {
    private final PinnedKeys pins = PinnedKeys.parse(Known.pins());
    private final RechargeKey known = RechargeKeyStatement.verify(Known.statement(), pins);

    @Override
    public void read(byte[] input) {
        try {
            RechargeKey key = RechargeKeyStatement.verify(new String(input, StandardCharsets.UTF_8), pins);
            Told.require(key.equals(known), "a forged statement is trusted");
        } catch (UntrustedKeyException refused) {
            Told.require(refused.getMessage().matches("[\\x20-\\x7e]+"), "not printable: " + refused.getMessage());
        }
    }
}
