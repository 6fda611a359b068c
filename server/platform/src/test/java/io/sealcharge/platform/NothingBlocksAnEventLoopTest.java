package io.sealcharge.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One event loop parses and answers everything: what waits on it lets every request wait. */
@AnalyzeClasses(packages = "io.sealcharge.platform", importOptions = ImportOption.DoNotIncludeTests.class)
final class NothingBlocksAnEventLoopTest {
    private static final String PERSISTENCE = "io.sealcharge.platform.persistence";

    /**
     * Whose code runs on event loops: all of http, app, domain and keys (what keys gives to the HSM's threads waits inside
     * the Hsm port only). Of persistence, what knows Vert.x: the other classes there start and look after the embedded
     * server, migrate and read files, with JDBC, before there is a loop or in a command of its own.
     */
    private static final DescribedPredicate<JavaClass> ON_LOOPS =
            DescribedPredicate.describe("run on event loops", type -> {
                String packageName = type.getPackageName();
                boolean always = Stream.of("http", "app", "domain", "keys")
                        .map(name -> "io.sealcharge.platform." + name)
                        .anyMatch(name -> packageName.equals(name) || packageName.startsWith(name + "."));
                return always || (packageName.startsWith(PERSISTENCE) && knowsVertx(type));
            });

    private static boolean knowsVertx(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("io.vertx"));
    }

    /** Holds its lock for a look into a map of bounded size, and is called by one loop unless more are configured. */
    private static final String BRIEFLY_LOCKED = "io.sealcharge.platform.http.token.RememberedTokens";

    @ArchTest
    static final ArchRule NO_BLOCKING_CALLS = noClasses()
            .that(ON_LOOPS)
            .should()
            .accessTargetWhere(BlockingCalls.toADeniedMethod())
            .because(
                    "a thread that waits on an event loop stops every request: PKCS#11, JDBC and files have threads of "
                            + "their own, and Vert.x has a Future for everything else");

    @ArchTest
    static final ArchRule NO_MONITORS = noMethods()
            .that()
            .areDeclaredInClassesThat(ON_LOOPS)
            .and()
            .areDeclaredInClassesThat()
            .doNotHaveFullyQualifiedName(BRIEFLY_LOCKED)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED)
            .because("a monitor that another thread holds stops the event loop that wants it: use atomics or a queue");

    @Test
    void theRulesFindWhatTheyLookFor() {
        for (Class<?> sample : new Class<?>[] {
            Sleeps.class, Awaits.class, Joins.class, RefersToJoin.class, ReadsAFile.class, AsksJdbc.class
        }) {
            JavaClasses classes = new ClassFileImporter().importClasses(sample);
            ArchRule rule = noClasses().should().accessTargetWhere(BlockingCalls.toADeniedMethod());

            assertThatThrownBy(() -> rule.check(classes))
                    .as(sample.getSimpleName())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(sample.getSimpleName());
        }
    }

    static final class Sleeps {
        void run() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class Awaits {
        Object run(Future<?> future) {
            return future.await();
        }
    }

    static final class Joins {
        Object run(Future<?> future) {
            return future.toCompletionStage().toCompletableFuture().join();
        }
    }

    static final class RefersToJoin {
        Function<CompletableFuture<String>, String> run() {
            return CompletableFuture::join;
        }
    }

    static final class ReadsAFile {
        String run() throws Exception {
            return Files.readString(Path.of("/etc/hostname"));
        }
    }

    static final class AsksJdbc {
        Object run() throws Exception {
            return DriverManager.getConnection("jdbc:none");
        }
    }
}
