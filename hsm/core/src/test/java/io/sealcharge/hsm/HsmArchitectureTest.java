package io.sealcharge.hsm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sealcharge", importOptions = ImportOption.DoNotIncludeTests.class)
class HsmArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheAdapterKnowsTheWrapper = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealcharge.hsm.pkcs11..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("iaik..", "org.xipki..")
            .because("whoever handles wrapper types comes to handle sessions, and keeps broken ones");

    @ArchTest
    static final ArchRule nothingPublicReturnsTheWrapper = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.sealcharge.hsm.pkcs11..")
            .should()
            .notHaveRawReturnType(resideInAnyPackage("iaik..", "org.xipki.."))
            .because("the public classes are what other modules see");

    @ArchTest
    static final ArchRule thePortStandsOnItsOwn = classes()
            .that()
            .resideInAPackage("io.sealcharge.hsm")
            .and()
            // the one class that reads and writes a file
            .haveNameNotMatching(".*KeyManifestJson.*")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sealcharge.hsm", "java..", "org.jspecify..", "org.slf4j..", "io.micrometer..")
            .because("the adapter depends on the port, not the other way round");
}
