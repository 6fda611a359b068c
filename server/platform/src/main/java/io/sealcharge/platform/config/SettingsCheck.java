package io.sealcharge.platform.config;

import io.sealcharge.platform.config.Settings.Database;
import io.sealcharge.platform.config.Settings.HsmModule;
import io.sealcharge.platform.config.Settings.RechargeKeys;
import io.sealcharge.platform.config.Settings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema cannot say: how settings go together, and whether the files they name can be used. */
final class SettingsCheck {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final List<Problem> problems = new ArrayList<>();

    private SettingsCheck() {}

    static List<Problem> check(Settings settings) {
        SettingsCheck check = new SettingsCheck();
        check.together(settings);
        check.files(settings);
        return check.problems;
    }

    private void together(Settings settings) {
        HsmModule hsm = settings.hsm();
        RechargeKeys recharge = settings.recharge();
        if (!hsm.modules().containsKey(hsm.module())) {
            problem("hsm.module", "is not one of hsm.modules");
        }
        long held = (long) hsm.keepers() * hsm.keysPerKeeper();
        if (recharge.key() == RechargeKeys.KeySource.POOLED && recharge.poolSize() > held) {
            problem(
                    "recharge.poolSize",
                    "is more than the keepers hold (hsm.keepers times hsm.keysPerKeeper: " + held + ")");
        }
        if (recharge.maxOutstandingPerChannel() > recharge.maxOutstanding()) {
            problem("recharge.maxOutstandingPerChannel", "is more than recharge.maxOutstanding");
        }
        if (settings.stock().claimAtOnce() > settings.stock().maxClaimed()) {
            problem("stock.claimAtOnce", "is more than stock.maxClaimed");
        }
        Settings.Charging.External charging = settings.charging().external();
        if (charging != null && charging.askAgainMs() <= charging.timeoutMs()) {
            problem("charging.external.askAgainMs", "is not more than charging.external.timeoutMs");
        }
        if (charging != null && charging.askAgainMostMs() < charging.askAgainMs()) {
            problem("charging.external.askAgainMostMs", "is less than charging.external.askAgainMs");
        }
    }

    private void files(Settings settings) {
        HsmModule hsm = settings.hsm();
        Path library = hsm.modules().get(hsm.module());
        if (library != null) {
            readable("hsm.modules." + hsm.module(), library);
        }
        secret("hsm.pinFile", hsm.pinFile());
        readable("hsm.keyManifest", hsm.keyManifest());
        if (settings.database().server() instanceof Database.External external) {
            secret("database.external.passwordFile", external.passwordFile());
            readable("database.external.caFile", external.caFile());
        }
        Settings.Charging.External charging = settings.charging().external();
        if (charging != null && charging.credentialFile() != null) {
            secret("charging.external.credentialFile", charging.credentialFile());
        }
        Tls tls = settings.http().tls();
        if (tls != null) {
            readable("http.tls.certificateFile", tls.certificateFile());
            secret("http.tls.keyFile", tls.keyFile());
        }
        readable("catalogue", settings.catalogue());
    }

    private void readable(String path, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            problem(path, "is no readable file: " + file);
        }
    }

    private void secret(String path, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            readable(path, file);
            return;
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                problem(path, "must be readable by its owner only (chmod 600 " + file + ")");
            }
            if (Files.size(file) == 0) {
                problem(path, "is empty: " + file);
            }
        } catch (IOException unreadable) {
            problem(path, "cannot be examined: " + unreadable.getMessage());
        }
    }

    private void problem(String path, String rule) {
        problems.add(new Problem(path, rule));
    }
}
