package io.sealcharge.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The API's documents as text for people: lists as tables, everything else as names and values. */
public final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /**
     * The lines of a document.
     *
     * @param columns of a list; none for all that its items have
     */
    public static List<String> lines(JsonNode document, String... columns) {
        if (document.path("items").isArray()) {
            return rows(document.path("items"), columns);
        }
        List<String> lines = new ArrayList<>();
        int width = 0;
        for (String name : names(document)) {
            width = Math.max(width, name.length());
        }
        for (String name : names(document)) {
            JsonNode value = document.path(name);
            boolean table = value.isArray() && !value.isEmpty() && value.get(0).isObject();
            lines.add((name + " ".repeat(width - name.length()) + GAP + (table ? "" : cell(value))).stripTrailing());
            if (table) {
                rows(value).forEach(row -> lines.add(GAP + row));
            }
        }
        return lines;
    }

    private static List<String> rows(JsonNode items, String... columns) {
        Set<String> names = new LinkedHashSet<>(Arrays.asList(columns));
        if (names.isEmpty()) {
            items.forEach(item -> names.addAll(names(item)));
        }
        if (items.isEmpty()) {
            return List.of("none");
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.copyOf(names));
        items.forEach(item ->
                cells.add(names.stream().map(name -> cell(item.path(name))).toList()));
        boolean[] numbers = new boolean[names.size()];
        int[] widths = new int[names.size()];
        int column = 0;
        for (String name : names) {
            int at = column++;
            numbers[at] = items.get(0).path(name).isNumber();
            widths[at] =
                    cells.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
        }
        return cells.stream().map(row -> line(row, widths, numbers)).toList();
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP).append(numbers[i] ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(cell(part)));
            return String.join(" ", parts);
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
