package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes from outside gives a result or one of the exceptions that say so, never another one. */
class MutationTest {
    private static final boolean LONG = Boolean.getBoolean("sealcharge.long");
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String SPICE = ".{}[]\":,\\ue+-_=/*09aZ \t\u0000\u00ff\u20ac\ud83d";

    private final Random random = new Random(SEED);

    private interface Attempt {
        void on(String text) throws Exception;
    }

    private void run(String what, int count, List<String> seeds, Attempt attempt) {
        for (int i = 0; i < (LONG ? count * 20 : count); i++) {
            String text = seeds.get(random.nextInt(seeds.size()));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                text = mutate(text);
            }
            try {
                attempt.on(text);
            } catch (MalformedEnvelopeException | UnreadableEnvelopeException | UntrustedKeyException refused) {
                // as it should be
            } catch (Throwable other) {
                fail(
                        what + " on " + text + "\nrepeat: mvn -pl server/envelope test -Dtest=MutationTest"
                                + (LONG ? " -Dsealcharge.long=true" : "") + " -Dseed=" + SEED,
                        other);
            }
        }
    }

    private String mutate(String text) {
        if (text.isEmpty()) {
            return spice();
        }
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 3));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + spice() + text.substring(from);
            case 2 -> text.substring(0, from) + spice() + text.substring(to);
            case 3 -> text.substring(0, to) + text.substring(from);
            case 4 -> text.substring(to) + text.substring(0, from);
            default ->
                text.substring(0, from)
                        + (char) (text.charAt(from) ^ (1 << random.nextInt(7)))
                        + text.substring(from + 1);
        };
    }

    private String spice() {
        return String.valueOf(SPICE.charAt(random.nextInt(SPICE.length())));
    }

    /** The header of a compact text in clear before it, so that it is changed as JSON. */
    private static String spread(String compact) {
        int dot = compact.indexOf('.');
        return new CompactParts(compact).headerText() + "\n" + compact.substring(dot);
    }

    private static String gather(String spread) {
        int line = spread.indexOf('\n');
        return line < 0
                ? spread
                : Base64Url.encode(spread.substring(0, line).getBytes(StandardCharsets.UTF_8))
                        + spread.substring(line + 1);
    }

    @Test
    void rechargeEnvelopes() {
        EnvelopeOpener opener = Known.opener();
        run(
                "recharge envelope",
                2000,
                Known.recharges(),
                text -> RechargeEnvelope.parse(text).open(opener).close());
        run(
                "recharge header",
                4000,
                Known.recharges().stream().map(MutationTest::spread).toList(),
                text -> RechargeEnvelope.parse(gather(text)).open(opener).close());
    }

    @Test
    void rechargeContents() {
        String good =
                "{\"pin\":\"738201946527301846\",\"phoneNumber\":\"+8613800138000\",\"reference\":\"recharge-1\"}";
        run(
                "recharge content",
                20_000,
                List.of(good),
                text -> ContentJson.read(
                                text.getBytes(StandardCharsets.UTF_8), java.util.Set.of("phoneNumber", "reference"))
                        .with(pin -> pin)
                        .close());
    }

    @Test
    void voucherEnvelopes() {
        for (KeyEncryption encryption : KeyEncryption.values()) {
            TerminalPrivateKey key = Known.terminalKey(encryption);
            String sealed = Known.voucher(encryption);
            run(
                    "voucher envelope",
                    500,
                    List.of(sealed),
                    text -> VoucherEnvelope.open(text, key).close());
            run(
                    "voucher header",
                    500,
                    List.of(spread(sealed)),
                    text -> VoucherEnvelope.open(gather(text), key).close());
        }
    }

    @Test
    void envelopesWithSharedKeys() {
        SharedKey toTerminal = Known.sharedKey(SharedKey.Direction.TO_TERMINAL);
        SharedKey toPlatform = Known.sharedKey(SharedKey.Direction.TO_PLATFORM);
        for (SymmetricEncryption encryption : SymmetricEncryption.values()) {
            both(
                    "shared voucher",
                    Known.voucher(encryption),
                    text -> VoucherEnvelope.open(text, toTerminal, encryption).close());
            both("shared recharge", Known.recharge(encryption), text -> {
                RechargeEnvelope envelope = RechargeEnvelope.parse(text);
                envelope.requireShared();
                if (envelope.kid().equals(toPlatform.kid())) {
                    envelope.open(toPlatform).close();
                }
            });
        }
    }

    private void both(String what, String sealed, Attempt attempt) {
        run(what, 1000, List.of(sealed), attempt);
        run(what + " header", 2000, List.of(spread(sealed)), text -> attempt.on(gather(text)));
    }

    @Test
    void terminalKeysEnvelopesAndStockFiles() {
        TerminalPrivateKey key = Known.terminalKey(KeyEncryption.ECDH_ES);
        String keys = TerminalKeysEnvelope.seal(Samples.terminalKeys(key.publicKey()), key.publicKey());
        both(
                "terminal keys envelope",
                keys,
                text -> TerminalKeysEnvelope.open(text, key).close());
        String stock = StockFile.seal(
                "1000,738201946527301846".getBytes(StandardCharsets.US_ASCII),
                Known.rechargePoint(),
                KeyEncryption.ECDH_ES_A256KW);
        both(
                "stock file",
                stock,
                text -> StockFile.parse(text).open(Known.opener()).close());
    }

    @Test
    void terminalKeysContents() {
        TerminalPrivateKey key = Known.terminalKey(KeyEncryption.ECDH_ES);
        String good = "{\"kid\":\"%s\",\"reference\":\"r\",\"jkt\":\"%s\",\"toTerminal\":\"%s\",\"toPlatform\":\"%s\"}"
                .formatted(Samples.SHARED_KID, key.publicKey().thumbprint(), "A".repeat(43), "E".repeat(43));
        run(
                "terminal keys content",
                10_000,
                List.of(good),
                text -> TerminalKeysEnvelope.read(text.getBytes(StandardCharsets.UTF_8), key.publicKey())
                        .close());
    }

    @Test
    void terminalKeys() {
        List<String> keys = new ArrayList<>();
        for (KeyEncryption encryption : KeyEncryption.values()) {
            keys.add(Known.terminalKey(encryption).publicKey().toJwkJson());
        }
        run(
                "terminal key",
                10_000,
                keys,
                text -> TerminalPublicKey.of(StrictJson.object(text.getBytes(StandardCharsets.UTF_8), "")));
    }

    @Test
    void terminalKeysWithMembersOfAnyType() {
        Object[] values = {null, 1, 1.5, true, List.of(), Map.of(), "", "A", new Object(), new byte[0], Long.MAX_VALUE};
        for (KeyEncryption encryption : KeyEncryption.values()) {
            Map<String, Object> good = StrictJson.object(
                    Known.terminalKey(encryption).publicKey().toJwkJson().getBytes(StandardCharsets.UTF_8), "");
            for (String member : List.of("kty", "alg", "crv", "x", "y", "n", "e", "kid", "use", "d")) {
                for (Object value : values) {
                    Map<String, Object> changed = new HashMap<>(good);
                    changed.put(member, value);
                    run("terminal key " + changed, 1, List.of("x"), text -> TerminalPublicKey.of(changed));
                }
            }
        }
    }

    @Test
    void statementsAndPins() {
        String statement = Known.statement();
        PinnedKeys pins = PinnedKeys.parse(Known.pins());
        run("statement", 1000, List.of(statement), text -> RechargeKeyStatement.verify(text, pins));
        run(
                "statement header",
                1000,
                List.of(spread(statement)),
                text -> RechargeKeyStatement.verify(gather(text), pins));
        run("pins", 5000, List.of(Known.pins()), PinnedKeys::parse);
    }

    @Test
    void points() {
        for (int i = 0; i < (LONG ? 200_000 : 2000); i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(80) : 65];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(5);
            }
            run("point", 1, List.of("x"), text -> P256Point.ofUncompressed(bytes));
        }
    }
}
