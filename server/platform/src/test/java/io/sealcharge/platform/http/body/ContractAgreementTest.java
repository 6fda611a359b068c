package io.sealcharge.platform.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict decoder and contract give the same verdict, but for the rules that no JSON schema can state. */
final class ContractAgreementTest {
    private static ContractAgreement agreement;

    @BeforeAll
    static void load() throws Exception {
        agreement = ContractAgreement.load();
    }

    static List<Corpus.Case> corpus() {
        return Corpus.cases();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void theyAgreeOnTheCorpus(Corpus.Case body) {
        agreement.check(body.operation(), body.body(), body.toString());
    }

    @Test
    void theyAgreeOnRandomBodies() {
        long seed = Long.getLong("seed", System.nanoTime());
        int count = Boolean.getBoolean("sealcharge.long") ? 400_000 : 12_000;
        String repeat = "repeat with: ./test server/platform -Dtest=ContractAgreementTest -Dseed=" + seed;
        System.out.println("ContractAgreementTest: " + count + " bodies, " + repeat);
        Random random = new Random(seed);
        List<Corpus.Case> seeds =
                Corpus.cases().stream().filter(c -> c.body().length < 4096).toList();
        int good = 0;
        for (int i = 0; i < count; i++) {
            Corpus.Case start = seeds.get(random.nextInt(seeds.size()));
            Corpus.Case other = seeds.get(random.nextInt(seeds.size()));
            byte[] body = new BodyMutation(random).mutate(start.body(), other.body());
            good += agreement.check(start.operation(), body, start + ", " + repeat) ? 1 : 0;
        }
        assertThat(good).as("some random bodies stay good").isPositive();
    }

    /** Small random changes that keep bodies near the border between good and bad. */
    private record BodyMutation(Random random) {
        private static final List<String> TOKENS = List.of(
                "null",
                "true",
                "1",
                "0",
                "-1",
                "101",
                "1.0",
                "1e1",
                "\"\"",
                "\"a\"",
                "[]",
                "{}",
                "\"\\u0041\"",
                "\"EC\"",
                "\"RSA\"",
                "\"AQAB\"",
                "\"P-256\"",
                "\"ECDH-ES\"",
                "{\"kty\":\"EC\"}",
                "\"+8613800138000\"",
                "100",
                "2");

        byte[] mutate(byte[] body, byte[] other) {
            String text = new String(body, StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                text = step(text, new String(other, StandardCharsets.UTF_8));
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String step(String text, String other) {
            if (text.isEmpty()) {
                return other;
            }
            int at = random.nextInt(text.length());
            int to = at + random.nextInt(Math.min(12, text.length() - at) + 1);
            return switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at) + text.substring(to);
                case 1 -> text.substring(0, at) + (char) (32 + random.nextInt(96)) + text.substring(to);
                case 2 -> text.substring(0, to) + text.substring(at);
                case 3, 4 -> replaceValue(text);
                default -> moveMember(text, other);
            };
        }

        /** Puts some token in the place of some member's value. */
        private String replaceValue(String text) {
            List<Integer> colons = positions(text, "\":");
            if (colons.isEmpty()) {
                return text;
            }
            int start = colons.get(random.nextInt(colons.size())) + 2;
            int end = start;
            while (end < text.length() && ",}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return text.substring(0, start) + TOKENS.get(random.nextInt(TOKENS.size())) + text.substring(end);
        }

        /** Takes a piece of another body between two commas. */
        private String moveMember(String text, String other) {
            List<Integer> here = positions(text, ",");
            List<Integer> there = positions(other, ",");
            if (here.isEmpty() || there.size() < 2) {
                return text;
            }
            int from = random.nextInt(there.size() - 1);
            int at = here.get(random.nextInt(here.size()));
            return text.substring(0, at) + other.substring(there.get(from), there.get(from + 1)) + text.substring(at);
        }

        private static List<Integer> positions(String text, String sought) {
            List<Integer> found = new ArrayList<>();
            for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
                found.add(at);
            }
            return found;
        }
    }
}
