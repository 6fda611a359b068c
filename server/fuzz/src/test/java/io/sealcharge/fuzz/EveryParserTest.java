package io.sealcharge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No parser goes without its time, its seeds and its letter. */
class EveryParserTest {
    private static final Path PLATFORM = Path.of("../platform/src/main/java/io/sealcharge/platform");

    static List<Arguments> groups() {
        return List.of(
                Arguments.of(EnvelopesFuzzTest.class, EnvelopesFuzzTest.TARGETS),
                Arguments.of(ContentsFuzzTest.class, ContentsFuzzTest.TARGETS),
                Arguments.of(BodiesFuzzTest.class, BodiesFuzzTest.TARGETS),
                Arguments.of(OperatorBodiesFuzzTest.class, OperatorBodiesFuzzTest.TARGETS),
                Arguments.of(WireFuzzTest.class, WireFuzzTest.TARGETS));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void eachGetsFiveSeconds(Class<?> test, TargetGroup targets) throws NoSuchMethodException {
        FuzzTest settings = test.getDeclaredMethod("read", byte[].class).getAnnotation(FuzzTest.class);

        assertThat(settings.maxDuration()).isEqualTo(targets.size() * TargetGroup.SECONDS_EACH + "s");
    }

    @ParameterizedTest
    @MethodSource("groups")
    void eachHasSeedsThatBeginWithItsLetter(Class<?> test, TargetGroup targets) {
        assertThat(Seeds.of(test))
                .filteredOn(seed -> seed.getFileName().toString().contains("-"))
                .filteredOn(seed -> !seed.getFileName().toString().startsWith("crash-"))
                .allSatisfy(seed ->
                        assertThat(seed.getFileName().toString()).startsWith(targets.nameFor(Seeds.bytes(seed)) + "-"));
        assertThat(targets.names())
                .allSatisfy(name -> assertThat(Seeds.of(test))
                        .anyMatch(seed -> seed.getFileName().toString().startsWith(name + "-")));
    }

    @Test
    void eachBodyOfARequestIsAmongThem() throws IOException {
        String used = Files.readString(Path.of("src/test/java/io/sealcharge/fuzz/BodiesFuzzTest.java"))
                + Files.readString(Path.of("src/test/java/io/sealcharge/fuzz/OperatorBodiesFuzzTest.java"))
                + Files.readString(Path.of("../platform/src/test/java/io/sealcharge/platform/http/body/Corpus.java"));
        try (Stream<Path> bodies = Files.list(PLATFORM.resolve("http/body"))) {
            assertThat(bodies.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Body.java"))
                            .map(name -> name.substring(0, name.length() - ".java".length())))
                    .isNotEmpty()
                    .allMatch(body -> used.contains(body + ".") || used.contains(body + "::"));
        }
    }
}
