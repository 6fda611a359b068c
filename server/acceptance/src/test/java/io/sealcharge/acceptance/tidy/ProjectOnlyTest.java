package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files speak of the project alone: no machine's paths, and links that lead somewhere. */
class ProjectOnlyTest {
    private static final Pattern FOREIGN_PATH = Pattern.compile("/(work|root|home/[a-z]+)/");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");

    private final Repository repository = Repository.here();

    @Test
    void noFileNamesAFolderOfSomebodysMachine() {
        List<String> found = new ArrayList<>();
        for (Path file : repository.files(".java", ".md", ".yaml", ".yml", ".xml", ".json", ".sh", ".sql", ".c")) {
            if (!file.endsWith("ProjectOnlyTest.java")
                    && FOREIGN_PATH.matcher(Repository.read(file)).find()) {
                found.add(repository.name(file));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void eachLinkInTheDocsLeadsToAFile() {
        List<String> dead = new ArrayList<>();
        for (Path page : repository.files(".md")) {
            var matcher = LINK.matcher(Repository.read(page));
            while (matcher.find()) {
                if (!Files.exists(page.resolveSibling(matcher.group(1)))) {
                    dead.add(repository.name(page) + " → " + matcher.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }
}
