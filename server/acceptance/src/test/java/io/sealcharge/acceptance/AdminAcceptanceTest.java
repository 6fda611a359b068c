package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.PurchaseOrder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An operator at the built command line, and what the built platform then lets channels do. */
@Tag("real")
class AdminAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private URI platform;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        platform = INSTALLATION.start().url();
    }

    private Operator.Ended admin(String... arguments) throws Exception {
        List<String> json = new ArrayList<>(List.of(arguments));
        json.add("--json");
        try (Operator operator = new Operator(INSTALLATION, platform)) {
            return operator.admin(json.toArray(String[]::new));
        }
    }

    @Test
    void aProductAndAChannelAreMadeAndTheChannelIsPaidIn() throws Exception {
        admin("product put new-20 --name New --face-value 2000 --price 1900 --currency CNY".split(" "))
                .json();
        Path key = folder.resolve("north.jwk");
        ChannelCredentials.generate("north").save(key);
        admin(
                        "channel",
                        "put",
                        "north",
                        "--name",
                        "North",
                        "--scope",
                        "products:read,vouchers:buy",
                        "--key",
                        key.toString())
                .json();
        admin("terms", "put", "north", "new-20", "--price", "1800").json();
        String[] grant = "credit grant north --amount 5000 --currency CNY --reference first".split(" ");
        JsonObject granted = admin(grant).json();
        assertThat(admin(grant).json()).isEqualTo(granted);

        JsonObject channel = admin("channel", "show", "north").json();
        assertThat(channel.getJsonArray("accounts").getJsonObject(0).getLong("balanceMinor"))
                .isEqualTo(5_000);
        assertThat(channel.getJsonArray("products"))
                .isEqualTo(new JsonArray(List.of(new JsonObject()
                        .put("product", "new-20")
                        .put("priceMinor", 1_800)
                        .put("commissionMinor", 0))));
        assertThat(admin("product", "list").json().encode()).contains("new-20");
        assertThat(admin("terms", "put", "north", "new-20", "--price", "10", "--commission", "11")
                        .out())
                .contains("state_conflict")
                .contains("trace");
        INSTALLATION.requireSoundBooks();
    }

    @Test
    void aSuspendedChannelBuysNothingUntilItIsResumed() throws Exception {
        try (var terminal = INSTALLATION.terminal("till-admin", platform)) {
            PurchaseOrder order = order();
            admin("channel", "suspend", Installation.CHANNEL, "--reason", "unpaid")
                    .json();
            try {
                assertThat(catchThrowableOfType(ProblemException.class, () -> terminal.buy(order))
                                .code())
                        .isIn("channel_suspended", "unauthorized_client");
            } finally {
                admin("channel", "resume", Installation.CHANNEL).json();
            }
            terminal.buy(order());
        }
    }

    @Test
    void aBlockedVoucherIsWorthlessAndShowsWhoBlockedIt() throws Exception {
        try (var terminal = INSTALLATION.terminal("till-block", platform)) {
            String serial = terminal.buy(order()).value().vouchers().getFirst().serialNumber();

            JsonObject blocked = admin("voucher", "block", serial, "--reason", "reported stolen")
                    .json();

            assertThat(blocked.getString("state")).isEqualTo("blocked");
            assertThat(admin("voucher", "show", serial).json()).isEqualTo(blocked);
            JsonArray history = blocked.getJsonArray("history");
            assertThat(history.getJsonObject(history.size() - 1).getString("actor"))
                    .isEqualTo(Installation.OPERATOR);
            assertThat(admin("voucher", "block", serial, "--reason", "again").exit())
                    .isOne();
        }
    }

    private static PurchaseOrder order() {
        return new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES);
    }
}
