package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classes and methods stay small enough to be read in one go. */
class SizeTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 50;

    /** File or file#method → why it may be longer. */
    private static final Map<String, String> LONGER_WITH_REASON = Map.of();

    private final Repository repository = Repository.here();

    @Test
    void noFileIsLongerThanFourHundredLines() {
        List<String> tooLong = repository.files(".java").stream()
                .filter(file -> Repository.read(file).lines().count() > MAX_FILE_LINES)
                .map(repository::name)
                .filter(name -> !LONGER_WITH_REASON.containsKey(name))
                .toList();
        assertThat(tooLong)
                .as("files over %d lines: split by idea", MAX_FILE_LINES)
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThanFiftyLines() {
        JavaSources sources = JavaSources.parse(repository.files(".java"));
        List<String> tooLong = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            String file = repository.name(JavaSources.path(unit));
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    long lines = sources.lines(unit, method);
                    String name = file + "#" + method.getName();
                    if (lines > MAX_METHOD_LINES && !LONGER_WITH_REASON.containsKey(name)) {
                        tooLong.add(name + " has " + lines + " lines");
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(unit, null);
        }
        assertThat(tooLong).as("methods over %d lines", MAX_METHOD_LINES).isEmpty();
    }
}
