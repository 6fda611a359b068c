package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.platform.http.body.AgreeingBodyTarget;
import io.sealcharge.platform.http.body.BodyTarget;
import io.sealcharge.platform.http.body.ContractAgreement;
import io.sealcharge.platform.http.body.ContractSchemas;
import io.sealcharge.platform.http.body.EmptyBody;

/** The bodies of channels' requests. */
class BodiesFuzzTest {
    private static final ContractSchemas CONTRACT = new ContractSchemas();
    private static final ContractAgreement AGREEMENT = agreement();

    static final TargetGroup TARGETS = new TargetGroup()
            .with('p', "createPurchase", agreeing("createPurchase"))
            .with('q', "createRechargeRequest", agreeing("createRechargeRequest"))
            .with('r', "createRecharge", agreeing("createRecharge"))
            .with('m', "registerTerminal", agreeing("registerTerminal"))
            .with('n', "rotateTerminal", agreeing("rotateTerminal"))
            .with('v', "replaceVoucher", agreeing("replaceVoucher"))
            .with('e', "acknowledgePurchase", new BodyTarget(CONTRACT, "acknowledgePurchase", EmptyBody::check));

    private static ContractAgreement agreement() {
        try {
            return ContractAgreement.load();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static FuzzTarget agreeing(String operation) {
        return new AgreeingBodyTarget(AGREEMENT, CONTRACT, operation);
    }

    @FuzzTest(maxDuration = "35s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
