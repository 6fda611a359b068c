package io.sealcharge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.envelope.RechargeContentTarget;
import io.sealcharge.envelope.TerminalKeysContentTarget;
import io.sealcharge.envelope.TerminalPublicKeyTarget;
import io.sealcharge.envelope.VoucherContentTarget;
import io.sealcharge.hsm.KeyManifestTarget;
import io.sealcharge.platform.config.CatalogueTarget;
import io.sealcharge.platform.config.SettingsTarget;
import io.sealcharge.platform.keys.StockRowsTarget;

/** What shows when an envelope is opened, and files. */
class ContentsFuzzTest {
    static final TargetGroup TARGETS = new TargetGroup()
            .with('r', "rechargeContent", new RechargeContentTarget())
            .with('v', "voucherContent", new VoucherContentTarget())
            .with('k', "terminalKeysContent", new TerminalKeysContentTarget())
            .with('j', "terminalPublicKey", new TerminalPublicKeyTarget())
            .with('s', "stockRows", new StockRowsTarget())
            .with('m', "keyManifest", new KeyManifestTarget())
            .with('c', "catalogue", new CatalogueTarget())
            .with('y', "settings", new SettingsTarget());

    @FuzzTest(maxDuration = "40s")
    void read(byte[] input) throws Exception {
        TARGETS.read(input);
    }
}
