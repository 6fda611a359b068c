package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The file of vectors: what the generator makes, and what the codec makes of it. */
class CardVectorsTest {
    private static final Path FILE = Path.of("src/main/resources/io/sealcharge/card/protocol/card-vectors.txt");

    /** {@code ./test card-bridge/protocol -Dtest=CardVectorsTest -Dsealcharge.write=true} writes the file anew. */
    @Test
    void theFileIsWhatTheGeneratorMakes() throws IOException {
        VectorFile file = new VectorFile();
        new AnswerVectors(file).write();
        new OperationVectors(file).write();
        new CommandVectors(file).write();
        new CryptoVectors(file).write();
        new LinkVectors(file).write();
        if (Boolean.getBoolean("sealcharge.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, file.text());
        }
        assertThat(Files.readString(FILE)).isEqualTo(file.text());
    }

    @Test
    void validBytesMeanWhatTheFileSaysAndHaveOneEncoding() {
        for (CardVector vector : CardVector.all()) {
            if (vector.isValid()) {
                assertThat(VectorKind.of(vector.kind()).read(vector.bytes()))
                        .as("%s", vector)
                        .isEqualTo(vector.meaning());
            }
        }
    }

    @Test
    void invalidBytesAreRefused() {
        for (CardVector vector : CardVector.all()) {
            // Whether class, instruction or length of a well-formed command are known is not the codec's to say.
            if (!vector.isValid() && !vector.kind().equals("command")) {
                assertThatThrownBy(() -> VectorKind.of(vector.kind()).read(vector.bytes()))
                        .as("%s", vector)
                        .isInstanceOf(MalformedCardDataException.class);
            }
        }
    }

    @Test
    void everyKindIsThere() {
        Set<String> kinds = CardVector.all().stream().map(CardVector::kind).collect(Collectors.toSet());
        for (VectorKind kind : VectorKind.values()) {
            assertThat(kinds).contains(kind.label());
        }
    }
}
