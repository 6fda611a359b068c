package io.sealcharge.load.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.envelope.EnvelopeOpener;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.SoftwareEnvelopeOpener;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.load.terminal.BuyerKey;
import io.sealcharge.load.terminal.KeyStatements;
import io.sealcharge.load.terminal.RechargeSeal;
import io.sealcharge.load.terminal.TerminalCrypto;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.http.body.PurchaseBody;
import io.sealcharge.platform.http.body.RechargeBody;
import io.sealcharge.platform.http.body.RechargeRequestBody;
import io.sealcharge.platform.http.json.PurchaseJson;
import io.sealcharge.platform.http.json.RechargeJson;
import io.sealcharge.platform.http.json.RechargeRequestJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is done to the messages of the busy calls, outside the token: read, written, encrypted and decrypted. */
final class MessageParts {
    private static final String REFERENCE = "0123456789abcdef-reference";
    private static final String TERMINAL = "bench-1";
    private static final String CHANNEL = "bench-channel-1";
    private static final String SERIAL = "1234567890123452";
    private static final String PHONE = "+8613812345678";
    private static final char[] DIGITS = "123456789012345678".toCharArray();
    private static final Money FACE_VALUE = new Money(5_000, "CNY");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WRAPPED_BYTES = 72;

    private final Stint stint;
    private final TerminalCrypto crypto = new TerminalCrypto();
    private final KeyPair signingKey;
    private final KeyPair oneTimeKey;
    private final P256Point point;

    MessageParts(Stint stint) throws Exception {
        this.stint = stint;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.signingKey = generator.generateKeyPair();
        this.oneTimeKey = generator.generateKeyPair();
        this.point = P256Point.of((ECPublicKey) oneTimeKey.getPublic());
    }

    void measure(Map<Part, Double> us) throws Exception {
        purchase(us);
        recharge(us);
    }

    private void purchase(Map<Part, Double> us) throws Exception {
        BuyerKey buyer = BuyerKey.make(crypto);
        TerminalPublicKey key = TerminalPublicKey.of(members(buyer.jwk()));
        byte[] order = ascii("{\"reference\":\"" + REFERENCE + "\",\"terminal\":\"" + TERMINAL
                + "\",\"product\":\"demo-50\",\"quantity\":1,\"key\":" + buyer.jwk() + "}");
        us.put(Part.READ_PURCHASE, stint.us(() -> PurchaseBody.decode(order)));
        try (Pin pin = new Pin(DIGITS);
                VoucherSecret secret = new VoucherSecret(pin, SERIAL, 5_000, "CNY", NOW, REFERENCE, key.thumbprint())) {
            us.put(Part.SEAL_VOUCHER, stint.us(() -> VoucherEnvelope.seal(secret, key)));
            String envelope = VoucherEnvelope.seal(secret, key);
            Purchase purchase = new Purchase(
                    new UUID(1, 2),
                    CHANNEL,
                    REFERENCE,
                    TERMINAL,
                    "demo-50",
                    FACE_VALUE,
                    new Money(0, "CNY"),
                    null,
                    false,
                    NOW,
                    List.of(new Purchase.Item(new VoucherFace(SERIAL, FACE_VALUE, NOW), envelope)));
            us.put(Part.WRITE_PURCHASE, stint.us(() -> PurchaseJson.one(purchase)));
            us.put(Part.OPEN_VOUCHER, stint.us(() -> closed(buyer.open(crypto, envelope, SERIAL, REFERENCE))));
        }
    }

    private void recharge(Map<Part, Double> us) throws Exception {
        byte[] order = ascii("{\"reference\":\"" + REFERENCE + "\",\"terminal\":\"" + TERMINAL + "\"}");
        us.put(Part.READ_REQUEST, stint.us(() -> RechargeRequestBody.decode(order)));
        us.put(Part.WORD_FOR_KEY, stint.us(() -> {
            byte[] input = signingInput();
            MessageDigest.getInstance("SHA-256").digest(input);
            return RechargeKeyStatement.assemble(input, new byte[64]);
        }));
        String statement = statement();
        RechargeRequest request = new RechargeRequest(
                new UUID(1, 2),
                CHANNEL,
                REFERENCE,
                TERMINAL,
                new RechargeKeyGrant.Assigned(
                        new AssignedKey(point.thumbprint(), point.uncompressed(), new byte[WRAPPED_BYTES], 1),
                        statement),
                NOW,
                NOW);
        us.put(Part.WRITE_REQUEST, stint.us(() -> RechargeRequestJson.one(request)));
        RechargeSeal seal = new RechargeSeal(crypto, new KeyStatements(crypto, pins()));
        try (Pin pin = new Pin(DIGITS)) {
            us.put(Part.SEAL_RECHARGE, stint.us(() -> seal.seal(statement, CHANNEL, TERMINAL, pin, PHONE, REFERENCE)));
            opened(us, seal.seal(statement, CHANNEL, TERMINAL, pin, PHONE, REFERENCE));
        }
        Recharge done = new Recharge(
                new UUID(1, 3),
                CHANNEL,
                REFERENCE,
                TERMINAL,
                PHONE,
                new Recharge.Redeemed(new Recharge.Receipt(new UUID(1, 3), REFERENCE, SERIAL, PHONE, FACE_VALUE, NOW)),
                NOW);
        us.put(Part.WRITE_RECHARGE, stint.us(() -> RechargeJson.one(done)));
    }

    private void opened(Map<Part, Double> us, String compact) throws Exception {
        byte[] body = ascii("{\"reference\":\"" + REFERENCE + "\",\"terminal\":\"" + TERMINAL + "\",\"phoneNumber\":\""
                + PHONE + "\",\"envelope\":\"" + compact + "\"}");
        us.put(Part.READ_RECHARGE, stint.us(() -> RechargeBody.decode(body)));
        RechargeEnvelope envelope = RechargeEnvelope.parse(compact);
        byte[][] contentKey = new byte[1][];
        EnvelopeOpener software = new SoftwareEnvelopeOpener((ECPrivateKey) oneTimeKey.getPrivate());
        envelope.open((peer, otherInfo) -> {
                    contentKey[0] = software.deriveKey(peer, otherInfo);
                    return contentKey[0].clone();
                })
                .close();
        us.put(Part.OPEN_RECHARGE, stint.us(() -> {
            try (RechargeContent content = envelope.open((peer, otherInfo) -> contentKey[0].clone())) {
                return content.reference();
            }
        }));
    }

    private byte[] signingInput() {
        return RechargeKeyStatement.signingInput(
                new RechargeKey(point.thumbprint(), point, "urn:sealcharge:local", REFERENCE, CHANNEL, TERMINAL, NOW),
                signingPoint().thumbprint());
    }

    private P256Point signingPoint() {
        return P256Point.of((ECPublicKey) signingKey.getPublic());
    }

    private String statement() throws Exception {
        byte[] input = signingInput();
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(signingKey.getPrivate());
        signature.update(input);
        return RechargeKeyStatement.assemble(input, signature.sign());
    }

    private String pins() {
        P256Point pin = signingPoint();
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + pin.x() + "\",\"y\":\"" + pin.y()
                + "\",\"kid\":\"" + pin.thumbprint() + "\"}]}";
    }

    private static Map<String, Object> members(String jwk) throws Exception {
        Map<String, Object> members = new HashMap<>();
        new ObjectMapper()
                .readTree(jwk)
                .properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().asText()));
        return members;
    }

    private static int closed(Pin pin) {
        int length = pin.length();
        pin.close();
        return length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
