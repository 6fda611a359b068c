package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract and code name the same things. */
final class ContractRoutesTest {
    private static final String APP = "io.sealcharge.platform.app";

    private static Vertx vertx;
    private static Contract contract;
    private static List<JavaClass> routes;

    @BeforeAll
    static void load() {
        vertx = Vertx.vertx();
        contract = TestApi.await(Contract.load(vertx));
        routes = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.sealcharge.platform")
                        .stream()
                        .filter(type -> type.isAssignableTo(ApiRoute.class) && !type.isInterface())
                        .toList();
    }

    @AfterAll
    static void close() {
        TestApi.await(vertx.close());
    }

    @Test
    void eachOperationHasExactlyOneRouteClassOfItsName() {
        List<String> expected = contract.model().operations().stream()
                .map(Operation::getOperationId)
                .map(id -> "io.sealcharge.platform.http." + Character.toUpperCase(id.charAt(0)) + id.substring(1)
                        + "Route")
                .sorted()
                .toList();

        assertThat(routes).extracting(JavaClass::getName).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void eachOperationThatNeedsATokenHasAUseCaseOfItsName() {
        for (Operation operation : contract.model().operations()) {
            if (Contract.scopes(operation).isPresent()) {
                String id = operation.getOperationId();
                String name = Character.toUpperCase(id.charAt(0)) + id.substring(1);
                JavaClass route = routes.stream()
                        .filter(type -> type.getSimpleName().equals(name + "Route"))
                        .findFirst()
                        .orElseThrow();
                assertThat(route.getConstructors())
                        .singleElement()
                        .satisfies(constructor -> assertThat(constructor.getRawParameterTypes())
                                .extracting(JavaClass::getName)
                                .containsExactly(packageOf(operation) + "." + name));
            }
        }
    }

    private static String packageOf(Operation operation) {
        return operation.getTags().contains("admin") ? APP + ".admin" : APP;
    }

    @Test
    void theContractListsEachProblemCode() {
        List<Object> listed = contract
                .document()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum")
                .stream()
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::label)
                        .toList());
    }

    @Test
    void eachScopeOpensSomethingAndNoOperationNeedsTwo() {
        Set<Scope> needed = new TreeSet<>();
        for (Operation operation : contract.model().operations()) {
            Contract.scopes(operation).ifPresent(scopes -> {
                assertThat(scopes).as(operation.getOperationId()).hasSize(1);
                needed.addAll(scopes);
            });
        }
        assertThat(needed).containsExactly(Scope.values());
    }

    @Test
    void whatNeedsNoTokenIsKnown() {
        assertThat(contract.model().operations().stream()
                        .filter(operation -> Contract.scopes(operation).isEmpty())
                        .map(Operation::getOperationId)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "issueAccessToken",
                        "getPublicKeys",
                        "getContract",
                        "showDocs",
                        "checkLive",
                        "checkReady",
                        "getMetrics");
    }

    @Test
    void eachOperationIsDescribed() {
        for (Operation operation : contract.model().operations()) {
            assertThat(operation.getOpenAPIModel().getString("summary", ""))
                    .as(operation.getOperationId())
                    .isNotBlank();
            assertThat(operation.getOpenAPIModel().getString("description", ""))
                    .as(operation.getOperationId())
                    .isNotBlank();
        }
    }
}
