package io.sealcharge.load.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in the text format of Prometheus (0.0.4). */
public final class MetricsText {
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Map<String, Double>> samples = new HashMap<>();

    /** @throws IllegalArgumentException if a line is no sample */
    public MetricsText(String text) {
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    }

    private void add(String line) {
        int open = line.indexOf('{');
        int close = line.lastIndexOf('}');
        int value = line.indexOf(' ', Math.max(close, 0));
        if (value < 0) {
            throw new IllegalArgumentException("no sample of Prometheus' text format: " + line);
        }
        String name = line.substring(0, open < 0 ? value : open);
        String labels = open < 0 ? "" : line.substring(open + 1, close);
        String number = line.substring(value + 1).strip().split(" ", 2)[0];
        samples.computeIfAbsent(name, first -> new HashMap<>()).put(labels, number(number));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The sum over all labels; 0 if there is no such metric. */
    public double sum(String name) {
        return samples.getOrDefault(name, Map.of()).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The sums by the value of one label. */
    public Map<String, Double> by(String name, String label) {
        Map<String, Double> sums = new TreeMap<>();
        samples.getOrDefault(name, Map.of()).forEach((labels, value) -> {
            Matcher matcher = LABEL.matcher(labels);
            while (matcher.find()) {
                if (matcher.group(1).equals(label)) {
                    sums.merge(matcher.group(2), value, Double::sum);
                }
            }
        });
        return sums;
    }
}
