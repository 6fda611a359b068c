package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is built today is built the same tomorrow. */
class VersionsTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");
    private static final Pattern FLOATING = Pattern.compile("LATEST|RELEASE|[\\[(,]");
    private static final Pattern PROPERTY_VERSION = Pattern.compile("<([a-z0-9.-]+\\.version)>([^<]*)</");
    private static final Pattern NPM_DEPENDENCY =
            Pattern.compile("\"([@\\w./-]+)\"\\s*:\\s*\"([~^><*][^\"]*|latest)\"");

    private final Repository repository = Repository.here();

    @Test
    void noVersionFloats() {
        List<String> floating = new ArrayList<>();
        for (Path pom : repository.files("pom.xml")) {
            String text =
                    Repository.read(pom).replaceAll("(?s)<require(Java|Maven)Version>.*?</require\\1Version>", "");
            for (Pattern pattern : List.of(VERSION, PROPERTY_VERSION)) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    String version = matcher.group(matcher.groupCount());
                    if (version.isBlank() || FLOATING.matcher(version).find()) {
                        floating.add(repository.name(pom) + ": " + matcher.group());
                    }
                }
            }
        }
        assertThat(floating).isEmpty();
    }

    @Test
    void versionsStandInTheParentOnly() {
        List<String> elsewhere = new ArrayList<>();
        for (Path pom : repository.files("pom.xml")) {
            if (pom.equals(repository.file("pom.xml"))) {
                continue;
            }
            String text = Repository.read(pom).replaceAll("(?s)<parent>.*?</parent>", "");
            Matcher matcher = VERSION.matcher(text);
            while (matcher.find()) {
                if (!matcher.group(1).startsWith("${")) {
                    elsewhere.add(repository.name(pom) + ": " + matcher.group());
                }
            }
        }
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void npmPackagesAreExact() {
        List<String> floating = new ArrayList<>();
        for (Path file : repository.files("package.json")) {
            Matcher matcher = NPM_DEPENDENCY.matcher(Repository.read(file));
            while (matcher.find()) {
                floating.add(repository.name(file) + ": " + matcher.group());
            }
        }
        assertThat(floating).isEmpty();
    }

    @Test
    void lockFilesNameNoRegistryHost() {
        assertThat(repository.files("package-lock.json"))
                .allSatisfy(file -> assertThat(Repository.read(file)).doesNotContain("\"resolved\""));
    }
}
