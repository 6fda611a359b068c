package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.demo.Exchanges;
import io.sealcharge.cli.demo.PinSearch;
import io.sealcharge.cli.demo.SearchSteps;
import io.sealcharge.cli.demo.Secrets;
import io.sealcharge.cli.demo.Steps;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import io.sealcharge.terminal.TerminalSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PINs that were sold and spent are left nowhere, by the search of the demo, which proves itself on canaries first. */
@Tag("real")
class SecretsAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final String PHONE_NUMBER = "+8613800138000";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    private final Exchanges exchanges = new Exchanges(text -> {});

    @Test
    void noPinStaysBehindInFilesTablesLogsAnswersOrMetrics() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        DataFolder data = new DataFolder(INSTALLATION.root());
        try (Secrets secrets = new Secrets();
                Connection database = EmbeddedDatabase.inspect(data.database()).orElseThrow()) {
            SearchSteps search = new SearchSteps(steps, exchanges, secrets, data, database);
            search.requireReadableLog();
            try (Terminal terminal = terminal(platform.url())) {
                for (KeyEncryption encryption : KeyEncryption.values()) {
                    buyAndSpend(terminal, encryption, secrets);
                }
            }
            assertThat(secrets.size()).isEqualTo(2 * KeyEncryption.values().length);

            search.run();

            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("none of the 6 PINs", "HTTP exchanges ok");
            PinSearch pins = secrets.search();
            assertThat(pins.in(metrics(platform).getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(platform.stop()).isZero();
            assertThat(pins.in(INSTALLATION.logs().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(pins.in(platform.output().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    /** Two vouchers: one spent, one refused for another number than its envelope names, and sent twice. */
    private static void buyAndSpend(Terminal terminal, KeyEncryption encryption, Secrets secrets) {
        PurchaseOrder order = new PurchaseOrder(Installation.PRODUCT, 2, encryption);
        terminal.buy(order);
        KeyEncryption back = encryption.agrees() ? encryption : KeyEncryption.ECDH_ES;
        int number = 0;
        for (VoucherSecret voucher : terminal.open(order.reference())) {
            try (voucher) {
                secrets.add(encryption + " " + number, voucher.pin());
                if (number++ == 0) {
                    assertThat(terminal.recharge(new RechargeOrder(PHONE_NUMBER, back), voucher.pin())
                                    .value()
                                    .status())
                            .isEqualTo("redeemed");
                } else {
                    spliced(terminal, voucher, back);
                }
            }
        }
    }

    private static void spliced(Terminal terminal, VoucherSecret voucher, KeyEncryption encryption) {
        String reference = References.next();
        RechargeKey key = terminal.requestRecharge(reference);
        String envelope = terminal.seal(key, voucher.pin(), "+8613800138001", encryption);
        assertThatThrownBy(() -> terminal.sendRecharge(reference, PHONE_NUMBER, envelope))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("recharge_refused");
        assertThatThrownBy(() -> terminal.resendRecharge(reference)).isInstanceOf(ProblemException.class);
    }

    private Terminal terminal(URI platform) throws IOException {
        Path pins = INSTALLATION.root().resolve("keys/envelope-pins.json");
        Path folder = Files.createDirectories(INSTALLATION.root().resolve("terminals/secretive"));
        return new Terminal(
                new TerminalSettings(
                        platform,
                        "secretive",
                        INSTALLATION.channel(),
                        PinnedKeys.parse(Files.readString(pins)),
                        folder),
                exchanges);
    }

    private static String metrics(PlatformProcess platform) {
        try (Api api = new Api(platform.url())) {
            return api.metrics();
        }
    }
}
