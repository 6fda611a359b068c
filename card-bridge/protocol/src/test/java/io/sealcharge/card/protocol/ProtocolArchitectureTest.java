package io.sealcharge.card.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The protocol is bytes: it needs nothing but the JDK and opens nothing. */
class ProtocolArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sealcharge.card");

    @Test
    void nothingButTheJdkIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.sealcharge.card.protocol",
                        "io.sealcharge.card.link",
                        "java.lang..",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.util..",
                        "java.io",
                        "java.security..",
                        "javax.crypto..",
                        "org.jspecify.annotations")
                .check(classes);
    }

    @Test
    void theCardsBytesKnowNothingOfTheLink() {
        classes()
                .that()
                .resideInAPackage("io.sealcharge.card.protocol")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("io.sealcharge.card.link")
                .check(classes);
    }
}
