package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document says what the codec does: its worked examples, status words, codes and domains. */
class CardDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/card-protocol.md");
    private static final String BEGIN = "<!-- worked examples, held by CardDocumentTest -->\n\n";
    private static final String END = "<!-- end of the worked examples -->";
    private static final Pattern WORD_ROW =
            Pattern.compile("^\\| `([0-9A-F]{4}|63Cx)`(?: / `([0-9A-F]{4})`)? \\|", Pattern.MULTILINE);
    private static final Pattern DOMAIN = Pattern.compile("^\\| `(SEALCHARGE-[A-Z]+-v1)` \\|", Pattern.MULTILINE);

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    /** {@code ./test card-bridge/protocol -Dtest=CardDocumentTest -Dsealcharge.write=true} writes them anew. */
    @Test
    void theWorkedExamplesAreWhatTheCodecMakes() throws IOException {
        String examples = new WorkedExamples(TagNames.of(DOCUMENT)).text();
        String document = document();
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        if (Boolean.getBoolean("sealcharge.write")) {
            Files.writeString(DOCUMENT, document.substring(0, from) + examples + document.substring(to));
        }
        String now = document();
        assertThat(now.substring(from, now.indexOf(END))).isEqualTo(examples);
    }

    @Test
    void theStatusWordsAreThoseOfTheCodec() throws IOException {
        String document = document();
        String table = document.substring(document.indexOf("### Status words"), document.indexOf("## Personalisation"));
        Set<String> words = new TreeSet<>();
        for (StatusWord word : StatusWord.values()) {
            words.add(word == StatusWord.WRONG_PIN ? "63Cx" : "%04X".formatted(word.code()));
        }
        assertThat(all(WORD_ROW, table)).isEqualTo(words);
    }

    @Test
    void theDomainsAreThoseOfTheCodec() throws IOException {
        Set<String> labels = new TreeSet<>();
        for (Domain domain : Domain.values()) {
            labels.add(domain.label());
        }
        assertThat(all(DOMAIN, document())).isEqualTo(labels);
    }

    @Test
    void theCodesAreThoseOfTheCodec() throws IOException {
        List<String> codes = new ArrayList<>();
        for (Business business : Business.values()) {
            codes.add("`%02X`".formatted(business.code()));
        }
        String row = document()
                .lines()
                .filter(line -> line.startsWith("| business |"))
                .findFirst()
                .orElseThrow();
        Matcher code = Pattern.compile("`[0-9A-F]{2}`").matcher(row.substring(row.indexOf("P1")));
        List<String> found = new ArrayList<>();
        while (code.find()) {
            found.add(code.group());
        }
        assertThat(found).isEqualTo(codes);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found.add(matcher.group(group));
                }
            }
        }
        return found;
    }
}
