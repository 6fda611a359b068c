package io.sealcharge.acceptance.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from contract and sources which Route, use case, key operation and SQL answer each operationId. */
final class OperationsTable {
    private static final Pattern PATH = Pattern.compile("^  (/\\S+):\\s*$");
    private static final Pattern METHOD = Pattern.compile("^    (get|put|post|delete|patch):\\s*$");
    private static final Pattern OPERATION = Pattern.compile("^      operationId: (\\w+)\\s*$");
    private static final String PLATFORM = "server/platform/src/main/java/io/sealcharge/platform/";

    private final Repository repository;
    private final Map<String, ClassOutline> http;
    private final Map<String, ClassOutline> app;
    private final Map<String, ClassOutline> persistence;

    OperationsTable(Repository repository) {
        this.repository = repository;
        this.http = outlines("http/");
        this.app = outlines("app/");
        this.persistence = outlines("persistence/");
    }

    /** One line of the table; an empty set where there is nothing. */
    record Line(
            String operationId, String call, String route, Set<String> useCases, Set<String> keys, Set<String> sql) {}

    private Map<String, ClassOutline> outlines(String folder) {
        List<Path> files = repository.files(".java").stream()
                .filter(file ->
                        repository.name(file).startsWith(PLATFORM + folder) && !file.endsWith("package-info.java"))
                .toList();
        Map<String, ClassOutline> outlines = new LinkedHashMap<>();
        JavaSources.parse(files).units().stream()
                .map(ClassOutline::of)
                .forEach(outline -> outlines.put(outline.name(), outline));
        return outlines;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        String path = "";
        String method = "";
        for (String line :
                Repository.read(repository.file("config/openapi.yaml")).lines().toList()) {
            path = first(PATH, line, path);
            method = first(METHOD, line, method);
            String operationId = first(OPERATION, line, null);
            if (operationId != null) {
                lines.add(line(operationId, method.toUpperCase(java.util.Locale.ROOT) + " " + path));
            }
        }
        return lines;
    }

    private static @Nullable String first(Pattern pattern, String line, @Nullable String otherwise) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : otherwise;
    }

    private Line line(String operationId, String call) {
        String route = Character.toUpperCase(operationId.charAt(0)) + operationId.substring(1) + "Route";
        ClassOutline outline = http.get(route);
        if (outline == null) {
            throw new AssertionError("no class " + route + " for " + operationId);
        }
        Set<String> useCases = outline.fields().values().stream()
                .filter(type -> app.containsKey(type) && !app.get(type).isInterface())
                .filter(type -> app.get(type).methods().containsKey("execute"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> keys = new TreeSet<>();
        Set<String> sql = new TreeSet<>();
        useCases.forEach(useCase -> follow(app.get(useCase), keys, sql));
        return new Line(operationId, call, route, useCases, keys, sql);
    }

    /** Follows the calls of a class of {@code app} to its ports, and through its collaborators there. */
    private void follow(ClassOutline from, Set<String> keys, Set<String> sql) {
        for (String fieldCall : from.anywhere().fieldCalls()) {
            int dot = fieldCall.indexOf('.');
            String type = from.fields().get(fieldCall.substring(0, dot));
            String method = fieldCall.substring(dot + 1);
            if (type == null) {
                continue;
            }
            if (type.equals("Keys")) {
                keys.add(method);
            } else if (persistence.containsKey("Pg" + type)) {
                persistence.get("Pg" + type).reached(method).constants().stream()
                        .filter(constant -> constant.matches("\\w*Sql\\..*"))
                        .forEach(sql::add);
            } else if (app.containsKey(type) && !app.get(type).isInterface()) {
                follow(app.get(type), keys, sql);
            }
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("""
                # Operations: from URL to SQL

                Made from the contract and the sources by `OperationsTableTest`, which fails when this page is out of date and writes it anew with
                `./test acceptance -Dtest=OperationsTableTest -Dsealcharge.write=true`.

                | operationId | call | Route | use case | keys | SQL |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (Line line : lines()) {
            text.append("| `%s` | `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            line.operationId(),
                            line.call(),
                            line.route(),
                            cell(line.useCases()),
                            cell(line.keys()),
                            cell(line.sql())));
        }
        return text.toString();
    }

    private static String cell(Set<String> names) {
        return names.isEmpty()
                ? "–"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining("<br>"));
    }
}
