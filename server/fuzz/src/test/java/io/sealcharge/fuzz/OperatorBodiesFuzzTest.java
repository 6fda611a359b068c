package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.platform.http.body.BarBody;
import io.sealcharge.platform.http.body.BatchBody;
import io.sealcharge.platform.http.body.BodyTarget;
import io.sealcharge.platform.http.body.ChannelBody;
import io.sealcharge.platform.http.body.ContractSchemas;
import io.sealcharge.platform.http.body.CreditBody;
import io.sealcharge.platform.http.body.LimitsBody;
import io.sealcharge.platform.http.body.ProductBody;
import io.sealcharge.platform.http.body.ReasonBody;
import io.sealcharge.platform.http.body.TermsBody;

/** The bodies of operators' requests. */
class OperatorBodiesFuzzTest {
    private static final ContractSchemas CONTRACT = new ContractSchemas();

    static final TargetGroup TARGETS = new TargetGroup()
            .with('a', "createBatch", body("createBatch", BatchBody::decode))
            .with('b', "barTerminal", body("barTerminal", BarBody::decode))
            .with('c', "putChannel", body("putChannel", bytes -> ChannelBody.decode("channel-1", bytes)))
            .with('g', "grantCredit", body("grantCredit", CreditBody::decode))
            .with('l', "putChannelLimits", body("putChannelLimits", bytes -> LimitsBody.decode("CNY", bytes)))
            .with('o', "putProduct", body("putProduct", bytes -> ProductBody.decode("product-1", bytes)))
            .with('s', "suspendChannel", body("suspendChannel", ReasonBody::decode))
            .with('t', "putChannelProduct", body("putChannelProduct", bytes -> TermsBody.decode("product-1", bytes)));

    private static FuzzTarget body(String operation, BodyTarget.Decoder decoder) {
        return new BodyTarget(CONTRACT, operation, decoder);
    }

    @FuzzTest(maxDuration = "40s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
