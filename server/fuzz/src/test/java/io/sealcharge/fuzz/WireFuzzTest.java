package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.platform.app.ClientAssertionTarget;
import io.sealcharge.platform.charging.ChargingAnswerTarget;
import io.sealcharge.platform.domain.TerminalKidTarget;
import io.sealcharge.platform.http.ParameterTarget;
import io.sealcharge.platform.http.body.TokenFormTarget;
import io.sealcharge.platform.http.token.AccessTokenTarget;
import io.sealcharge.terminal.AnswerTarget;
import io.sealcharge.terminal.ProblemTarget;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.Recharge;
import io.sealcharge.terminal.RegisteredTerminal;

/** Tokens, parameters and answers, as they come over the wire. */
class WireFuzzTest {
    static final TargetGroup TARGETS = new TargetGroup()
            .with('f', "tokenForm", new TokenFormTarget())
            .with(
                    'a',
                    "clientAssertion",
                    new ClientAssertionTarget(Seeds.text(WireFuzzTest.class, "clientAssertion-1")))
            .with('t', "accessToken", new AccessTokenTarget(Seeds.text(WireFuzzTest.class, "accessToken-1")))
            .with('p', "parameters", new ParameterTarget())
            .with('c', "chargingAnswer", new ChargingAnswerTarget())
            .with('k', "terminalKid", new TerminalKidTarget())
            .with('e', "problem", new ProblemTarget())
            .with('b', "purchaseAnswer", new AnswerTarget(Purchase.class))
            .with('r', "rechargeAnswer", new AnswerTarget(Recharge.class))
            .with('g', "terminalAnswer", new AnswerTarget(RegisteredTerminal.class));

    @FuzzTest(maxDuration = "50s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
