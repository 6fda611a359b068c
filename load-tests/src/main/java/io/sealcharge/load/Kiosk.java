package io.sealcharge.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.ExchangeListener;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.PlatformClient;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.SealedVoucher;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the platform is asked for apart from the recharges that are measured. Keeps nothing on disk. */
final class Kiosk implements AutoCloseable {
    /** Its PINs have a check digit. */
    private static final String PRODUCT = "demo-100";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformClient platform;
    private final OperatorClient operator;
    private final PinnedKeys pins;

    Kiosk(URI url, DataFolder data) throws IOException {
        platform = new PlatformClient(
                url,
                ChannelCredentials.load(DataFolder.DEMO_CHANNEL, data.demoChannelKey()),
                TIMEOUT,
                Clock.systemUTC(),
                ExchangeListener.NONE);
        operator =
                new OperatorClient(url, ChannelCredentials.load(DataFolder.DEMO_OPERATOR, data.operatorKey()), TIMEOUT);
        pins = PinnedKeys.parse(Files.readString(data.pins()));
    }

    /** New vouchers, which the caller closes. */
    List<VoucherSecret> buy(int count) {
        TerminalPrivateKey key = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
        Map<String, Object> order = named("load-buyer");
        order.put("product", PRODUCT);
        order.put("quantity", count);
        order.put("key", members(key));
        Purchase sold = platform.createPurchase(bytes(order)).value();
        List<VoucherSecret> vouchers = new ArrayList<>();
        for (SealedVoucher voucher : sold.vouchers()) {
            vouchers.add(VoucherEnvelope.open(String.valueOf(voucher.envelope()), key));
        }
        return vouchers;
    }

    /** Redeems a voucher for a number. */
    void spend(VoucherSecret voucher, String phoneNumber) {
        String reference = References.next();
        RequestKey key = requestKey(reference, "load-spender");
        String envelope = key.seal(new RechargeContent(voucher.pin(), phoneNumber, reference), KeyEncryption.ECDH_ES);
        platform.createRecharge(recharge(reference, "load-spender", phoneNumber, envelope));
    }

    void block(String serialNumber) {
        operator.call("POST", "/v1/admin/vouchers/" + serialNumber + "/block", "{\"reason\":\"load test\"}");
    }

    String state(String serialNumber) {
        return platform.getVoucher(serialNumber).state();
    }

    /** Registers a terminal; the key to the platform that it shares from then on. */
    SharedKey register(String terminal) {
        TerminalPrivateKey key = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
        Map<String, Object> order = named(terminal);
        order.put("key", members(key));
        String envelope = platform.registerTerminal(bytes(order)).value().envelope();
        return TerminalKeysEnvelope.open(envelope, key).toPlatform();
    }

    /** The first half of a recharge: a key pair of the platform. */
    RequestKey requestKey(String reference, String terminal) {
        Map<String, Object> order = new LinkedHashMap<>(Map.of("reference", reference, "terminal", terminal));
        String statement = platform.createRechargeRequest(bytes(order)).value().signature();
        return new RequestKey.Own(RechargeKeyStatement.verify(statement, pins));
    }

    /** The first half of a recharge: a shared key is named. */
    RequestKey requestShared(String reference, String terminal, SharedKey key) {
        platform.createSharedRechargeRequest(
                bytes(Map.of("reference", reference, "terminal", terminal, "terminalKey", Map.of("kid", key.kid()))));
        return new RequestKey.Shared(key);
    }

    /** The body of the second half. */
    static byte[] recharge(String reference, String terminal, String phoneNumber, String envelope) {
        return bytes(
                Map.of("reference", reference, "terminal", terminal, "phoneNumber", phoneNumber, "envelope", envelope));
    }

    private static Map<String, Object> named(String terminal) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reference", References.next());
        members.put("terminal", terminal);
        return members;
    }

    private static Map<?, ?> members(TerminalPrivateKey key) {
        try {
            return JSON.readValue(key.publicKey().toJwkJson(), Map.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a key has a JSON form", impossible);
        }
    }

    private static byte[] bytes(Map<String, ?> members) {
        try {
            return JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a body is made of maps and text", impossible);
        }
    }

    @Override
    public void close() {
        platform.close();
        operator.close();
    }
}
