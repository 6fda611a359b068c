package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is switched off says why, and there is little of it. */
class ReasonsTest {
    private static final Pattern SUPPRESSION = Pattern.compile("^\\s*@SuppressWarnings\\b");
    private static final Pattern COMMENT = Pattern.compile("//\\s*\\S{3,}.*\\s\\S+");
    private static final Pattern SWITCHED_OFF = Pattern.compile("^\\s*@Disabled(?!\\s*\\(\\s*\"[^\"]{10,}\")");
    private static final int SUPPRESSIONS_AT_MOST = 12;

    private final Repository repository = Repository.here();

    @Test
    void eachSuppressionCarriesItsReason() {
        List<String> bare = new ArrayList<>();
        int count = 0;
        for (Path file : repository.files(".java")) {
            List<String> lines = Repository.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (SUPPRESSION.matcher(lines.get(i)).find()) {
                    count++;
                    boolean explained = COMMENT.matcher(lines.get(i)).find()
                            || (i > 0 && lines.get(i - 1).strip().startsWith("//"));
                    if (!explained) {
                        bare.add(repository.name(file) + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(bare).as("suppressions without a comment that says why").isEmpty();
        assertThat(count).as("suppressions in all").isLessThanOrEqualTo(SUPPRESSIONS_AT_MOST);
    }

    @Test
    void noTestIsSwitchedOffWithoutAReason() {
        assertThat(linesMatching(SWITCHED_OFF)).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(linesMatching(Pattern.compile("\\b(TODO|FIXME|HACK)\\b(?!\\|)")))
                .filteredOn(place -> !place.contains("ReasonsTest.java"))
                .isEmpty();
    }

    @Test
    void onlyTheCommandLineWritesToStandardOutput() {
        assertThat(linesMatching(Pattern.compile("System\\.(out|err)\\.|printStackTrace\\(")))
                .filteredOn(place -> place.contains("src/main"))
                .filteredOn(place -> !place.startsWith("server/cli/") && !place.contains("/platform/Main.java"))
                .isEmpty();
    }

    private List<String> linesMatching(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : repository.files(".java")) {
            List<String> lines = Repository.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add(repository.name(file) + ":" + (i + 1));
                }
            }
        }
        return found;
    }
}
