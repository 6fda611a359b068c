package io.sealcharge.platform;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.KeyType;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/** Dependencies of the platform point inwards: http, persistence, keys, config to app to domain. */
@AnalyzeClasses(packages = "io.sealcharge.platform", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.sealcharge.platform";
    private static final String DOMAIN = ROOT + ".domain..";
    private static final String APP = ROOT + ".app..";
    private static final String HTTP = ROOT + ".http..";
    private static final String PERSISTENCE = ROOT + ".persistence..";
    private static final String KEYS = ROOT + ".keys..";

    private static final DescribedPredicate<JavaClass> PLATFORM = resideInAnyPackage(ROOT + "..");

    private static DescribedPredicate<JavaClass> platformOtherThan(String... packages) {
        return PLATFORM.and(DescribedPredicate.not(resideInAnyPackage(packages)))
                .as("packages of the platform other than %s", String.join(", ", packages));
    }

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java..", "org.jspecify.annotations.."))
            .because("the rules of vouchers and money must be readable and testable without any machinery");

    @ArchTest
    static final ArchRule THE_DOMAIN_HAS_NO_CLOCK_OR_CHANCE = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.sql..", "java.net..", "java.io..", "java.nio.file..", "java.util.random..")
                    .or(DescribedPredicate.describe(
                            "clocks and random generators",
                            type -> type.isAssignableTo(InstantSource.class)
                                    || type.isAssignableTo(Clock.class)
                                    || type.isAssignableTo(Random.class))))
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .because("what the domain judges must depend on what it is told and on nothing else");

    @ArchTest
    static final ArchRule THE_USE_CASES_KNOW_PORTS_ONLY = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .dependOnClassesThat(platformOtherThan(APP, DOMAIN))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sealcharge.hsm..",
                    "io.vertx.sqlclient..",
                    "io.vertx.pgclient..",
                    "io.vertx.core.http..",
                    "io.vertx.ext.web..",
                    "java.sql..",
                    "java.net.http..")
            .because("a use case says what happens; how, over HTTP, SQL or PKCS#11, is said behind its ports");

    @ArchTest
    static final ArchRule THE_USE_CASES_ARE_TOLD_THE_TIME = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .because("clock and ids are injected, so that a test can decide them");

    @ArchTest
    static final ArchRule HTTP_KNOWS_USE_CASES_ONLY = noClasses()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat(platformOtherThan(HTTP, APP, DOMAIN))
            .because("a route reads a request, calls one use case and writes its answer");

    @ArchTest
    static final ArchRule PERSISTENCE_KNOWS_PORTS_ONLY = noClasses()
            .that()
            .resideInAPackage(PERSISTENCE)
            .should()
            .dependOnClassesThat(platformOtherThan(PERSISTENCE, APP, DOMAIN))
            .because("an adapter serves its port and knows no other adapter");

    @ArchTest
    static final ArchRule KEYS_KNOW_PORTS_ONLY = noClasses()
            .that()
            .resideInAPackage(KEYS)
            .should()
            .dependOnClassesThat(platformOtherThan(KEYS, APP, DOMAIN))
            .because("an adapter serves its port and knows no other adapter");

    @ArchTest
    static final ArchRule SQL_IS_IN_PERSISTENCE = noClasses()
            .that()
            .resideOutsideOfPackage(PERSISTENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "org.postgresql..", "org.flywaydb..")
            .because("what reaches the database must be found in one place");

    @ArchTest
    static final ArchRule THE_HSM_IS_BEHIND_KEYS = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackages(KEYS, PERSISTENCE, ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sealcharge.hsm..")
            .because("clear PINs and private keys stay behind the Keys port; only the wiring starts the HSM");

    @ArchTest
    static final ArchRule PERSISTENCE_KNOWS_KEYS_BY_NAME_ONLY = noClasses()
            .that()
            .resideInAPackage(PERSISTENCE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.sealcharge.hsm..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(
                            KeyDescription.class, KeyId.class, KeyRole.class, KeyType.class)))
                    .as("the HSM, other than the names and descriptions of keys"))
            .because("the table of key versions describes keys; nothing that rests in a database may use one");

    @ArchTest
    static final ArchRule NO_PACKAGE_GOES_ROUND_IN_CIRCLES =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().because("a circle has no inside");
}
