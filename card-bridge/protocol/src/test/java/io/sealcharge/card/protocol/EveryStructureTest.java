package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No structure goes without its time and its seeds. */
class EveryStructureTest {
    static List<Arguments> groups() {
        return List.of(
                Arguments.of(FramesFuzzTest.class, FramesFuzzTest.GROUP),
                Arguments.of(CommandDataFuzzTest.class, CommandDataFuzzTest.GROUP),
                Arguments.of(SignedAnswersFuzzTest.class, SignedAnswersFuzzTest.GROUP),
                Arguments.of(CardDataFuzzTest.class, CardDataFuzzTest.GROUP),
                Arguments.of(PersonalisationFuzzTest.class, PersonalisationFuzzTest.GROUP));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void eachGetsFiveSecondsAndASeed(Class<?> test, StructureGroup group) throws NoSuchMethodException {
        FuzzTest settings = test.getDeclaredMethod("read", byte[].class).getAnnotation(FuzzTest.class);

        assertThat(settings.maxDuration()).isEqualTo(group.structures().size() * StructureGroup.SECONDS_EACH + "s");
        assertThat(group.structures())
                .allSatisfy(structure -> assertThat(structure.seeds()).isNotEmpty());
    }

    /** A command is an APDU; what is computed is no structure. */
    @Test
    void eachStructureOfTheVectorsIsAmongThem() {
        Set<VectorKind> read = EnumSet.complementOf(EnumSet.range(VectorKind.SIGNING_INPUT, VectorKind.SESSION));
        read.remove(VectorKind.COMMAND);

        assertThat(groups().stream()
                        .map(group -> (StructureGroup) group.get()[1])
                        .flatMap(group -> group.structures().stream())
                        .map(Structure::name))
                .containsAll(read.stream().map(VectorKind::label).toList())
                .doesNotHaveDuplicates();
    }
}
