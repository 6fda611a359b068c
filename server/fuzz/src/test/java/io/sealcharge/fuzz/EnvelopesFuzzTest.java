package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.envelope.PinnedKeysTarget;
import io.sealcharge.envelope.PointTarget;
import io.sealcharge.envelope.RechargeEnvelopeTarget;
import io.sealcharge.envelope.SpreadHeader;
import io.sealcharge.envelope.StatementTarget;
import io.sealcharge.envelope.StockFileTarget;
import io.sealcharge.envelope.TerminalKeysTarget;
import io.sealcharge.envelope.VoucherEnvelopeTarget;

/** What is encrypted or signed, as it travels. */
class EnvelopesFuzzTest {
    static final TargetGroup TARGETS = new TargetGroup()
            .with('r', "rechargeEnvelope", new RechargeEnvelopeTarget())
            .with('h', "rechargeHeader", new SpreadHeader(new RechargeEnvelopeTarget()))
            .with('v', "voucherEnvelope", new VoucherEnvelopeTarget())
            .with('w', "voucherHeader", new SpreadHeader(new VoucherEnvelopeTarget()))
            .with('k', "terminalKeysEnvelope", new TerminalKeysTarget())
            .with('s', "stockFile", new StockFileTarget())
            .with('t', "statement", new StatementTarget())
            .with('q', "pinnedKeys", new PinnedKeysTarget())
            .with('p', "point", new PointTarget());

    @FuzzTest(maxDuration = "45s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
