package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.platform.http.body.AgreeingBodyTarget;
import io.sealcharge.platform.http.body.BarBody;
import io.sealcharge.platform.http.body.BodyTarget;
import io.sealcharge.platform.http.body.ChannelBody;
import io.sealcharge.platform.http.body.ContractAgreement;
import io.sealcharge.platform.http.body.ContractSchemas;
import io.sealcharge.platform.http.body.CreditBody;
import io.sealcharge.platform.http.body.LimitsBody;
import io.sealcharge.platform.http.body.ProductBody;
import io.sealcharge.platform.http.body.ReasonBody;
import io.sealcharge.platform.http.body.TermsBody;

/** The bodies of requests. */
class BodiesFuzzTest {
    private static final ContractSchemas CONTRACT = new ContractSchemas();
    private static final ContractAgreement AGREEMENT = agreement();

    static final TargetGroup TARGETS = new TargetGroup()
            .with('p', "createPurchase", busy("createPurchase"))
            .with('q', "createRechargeRequest", busy("createRechargeRequest"))
            .with('r', "createRecharge", busy("createRecharge"))
            .with('m', "registerTerminal", busy("registerTerminal"))
            .with('n', "rotateTerminal", busy("rotateTerminal"))
            .with('b', "barTerminal", body("barTerminal", BarBody::decode))
            .with('c', "putChannel", body("putChannel", bytes -> ChannelBody.decode("channel-1", bytes)))
            .with('g', "grantCredit", body("grantCredit", CreditBody::decode))
            .with('l', "putChannelLimits", body("putChannelLimits", bytes -> LimitsBody.decode("CNY", bytes)))
            .with('o', "putProduct", body("putProduct", bytes -> ProductBody.decode("product-1", bytes)))
            .with('s', "suspendChannel", body("suspendChannel", ReasonBody::decode))
            .with('t', "putChannelProduct", body("putChannelProduct", bytes -> TermsBody.decode("product-1", bytes)));

    private static ContractAgreement agreement() {
        try {
            return ContractAgreement.load();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static FuzzTarget busy(String operation) {
        return new AgreeingBodyTarget(AGREEMENT, CONTRACT, operation);
    }

    private static FuzzTarget body(String operation, BodyTarget.Decoder decoder) {
        return new BodyTarget(CONTRACT, operation, decoder);
    }

    @FuzzTest(maxDuration = "60s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
