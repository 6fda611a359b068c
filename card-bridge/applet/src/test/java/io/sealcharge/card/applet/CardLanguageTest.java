package io.sealcharge.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** The applet is written in the language of a card, and what is forbidden there is found. */
class CardLanguageTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void theAppletKeepsToTheCardsLanguage() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(CardLanguage.source(
                        SOURCES.relativize(file).toString().replace(".java", ""), Files.readString(file)));
            }
        }
        assertThat(sources).hasSizeGreaterThan(20);
        assertThat(CardLanguage.breachesIn(sources)).isEmpty();
    }

    @Test
    void eachBreachIsFound() {
        List<CardLanguage.Breach> found = CardLanguage.breachesIn(Stream.of(CardRule.values())
                .map(rule -> CardLanguage.source(rule.exampleName(), rule.example()))
                .toList());
        for (CardRule rule : CardRule.values()) {
            assertThat(found)
                    .filteredOn(breach -> breach.file().contains(rule.exampleName() + "."))
                    .extracting(CardLanguage.Breach::rule)
                    .as("%s", rule)
                    .contains(rule);
        }
    }

    @Test
    void whatACardHasIsNoBreach() {
        String clean = """
                package io.sealcharge.card.applet;
                class Example {
                    static final byte[] TABLE = {(byte) 0x80, 1};
                    private final short[] numbers = new short[2];
                    private byte state;
                    byte next(byte[] from, short at) {
                        state++;
                        for (short i = 0; i < (short) TABLE.length; i++) {
                            numbers[i] = (short) ((from[(short) (at + i)] & 0x00FF) << 1);
                        }
                        try {
                            return (byte) (state > 3 ? numbers[0] >> 8 : -state);
                        } catch (javacard.security.CryptoException e) {
                            return (byte) 0xFF;
                        }
                    }
                }
                """;
        assertThat(CardLanguage.breachesIn(List.of(CardLanguage.source("Example", clean))))
                .isEmpty();
    }
}
