package io.sealcharge.platform.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration file while it is read, with the environment's overrides on top. Every method reads
 * one key; what is wrong goes to the list of problems and the fallback is returned, so that reading goes on.
 */
final class Section {
    private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");

    private final String path;
    private final Map<?, ?> values;
    private final Reading reading;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(String path, Map<?, ?> values, Reading reading) {
        this.path = path;
        this.values = values;
        this.reading = reading;
    }

    /** What all sections of one reading share. */
    record Reading(Path folder, Map<String, String> environment, Set<String> used, List<Problem> problems) {
        void problem(String path, String rule) {
            problems.add(new Problem(path, rule));
        }
    }

    static Section root(Map<?, ?> values, Reading reading) {
        return new Section("", values, reading);
    }

    /** The environment variable that overrides a path: {@code http.maxBodyBytes} is SEALCHARGE_HTTP_MAX_BODY_BYTES. */
    static String variable(String path) {
        return "SEALCHARGE_"
                + CAMEL_HUMP.matcher(path).replaceAll("_").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    Section section(String name) {
        Object value = value(name);
        if (value == null || value instanceof Map) {
            return new Section(at(name), value == null ? Map.of() : (Map<?, ?>) value, reading);
        }
        reading.problem(at(name), "expected a section of settings, got " + kind(value));
        return new Section(at(name), Map.of(), reading);
    }

    /** The section if the file or the environment says anything about it, otherwise null. */
    @Nullable
    Section optionalSection(String name) {
        String prefix = variable(at(name)) + "_";
        boolean overridden = reading.environment().keySet().stream().anyMatch(key -> key.startsWith(prefix));
        return overridden || value(name) != null ? section(name) : null;
    }

    /** Whether an environment variable is called like one of the keys read so far. */
    boolean isOverride(String variable) {
        return known.stream()
                .map(name -> variable(at(name)))
                .anyMatch(key -> variable.equals(key) || variable.startsWith(key + "_"));
    }

    int number(String name, int least, int most, int fallback) {
        return (int) number(name, (long) least, most, fallback);
    }

    private long number(String name, long least, long most, long fallback) {
        String expected = "expected a whole number from " + least + " to " + most;
        return scalar(
                name, fallback, expected, raw -> raw instanceof Number number ? within(number, least, most) : null);
    }

    long requiredNumber(String name, long least, long most) {
        return isMissing(name) ? least : number(name, least, most, least);
    }

    @Nullable
    Long optionalNumber(String name, long least, long most) {
        return isSet(name) ? number(name, least, most, least) : null;
    }

    private static @Nullable Long within(Number number, long least, long most) {
        if (number instanceof Double real && !Double.isFinite(real)) {
            return null;
        }
        BigDecimal value = new BigDecimal(number.toString());
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        boolean inBounds =
                value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0;
        return whole && inBounds ? value.longValueExact() : null;
    }

    boolean flag(String name, boolean fallback) {
        return scalar(name, fallback, "expected true or false", raw -> raw instanceof Boolean flag ? flag : null);
    }

    @Nullable
    Boolean optionalFlag(String name) {
        return isSet(name) ? flag(name, false) : null;
    }

    String text(String name, Text rule, String fallback) {
        return scalar(name, fallback, "expected " + rule.expected(), rule::accept);
    }

    @Nullable
    String optionalText(String name, Text rule) {
        return isSet(name) ? text(name, rule, "") : null;
    }

    <E extends Enum<E>> E choice(String name, E fallback) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return scalar(name, fallback, "expected one of " + String.join(", ", words.keySet()), words::get);
    }

    Path file(String name, String fallback) {
        String stated = text(name, Text.PATH, fallback);
        try {
            return reading.folder().resolve(stated).normalize();
        } catch (InvalidPathException unnameable) {
            reading.problem(at(name), "has characters that names of files have not here (see LANG and LC_ALL)");
            return reading.folder();
        }
    }

    @Nullable
    Path optionalFile(String name) {
        return isSet(name) ? file(name, ".") : null;
    }

    /** A file that must be named: there is no fallback for it. */
    Path requiredFile(String name) {
        return isMissing(name) ? reading.folder() : file(name, ".");
    }

    String requiredText(String name, Text rule) {
        return isMissing(name) ? "" : text(name, rule, "");
    }

    /** A mapping from names of the operator's choice to files; it replaces the fallback whole. */
    Map<String, Path> files(String name, Map<String, String> fallback) {
        Object value = value(name);
        if (value == null) {
            Map<String, Path> paths = new LinkedHashMap<>();
            fallback.forEach((key, path) -> paths.put(key, reading.folder().resolve(path)));
            return Map.copyOf(paths);
        }
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            reading.problem(at(name), "expected at least one name with its path, got " + kind(value));
            return Map.of();
        }
        Section inner = new Section(at(name), map, reading);
        Map<String, Path> files = new LinkedHashMap<>();
        map.forEach((key, path) -> {
            if (Text.NAME.accept(key) == null) {
                reading.problem(at(name) + "." + key, "expected " + Text.NAME.expected() + " as the name");
            } else {
                files.put(String.valueOf(key), inner.requiredFile(String.valueOf(key)));
            }
        });
        return Map.copyOf(files);
    }

    /** A list of mappings; none if the key is absent. */
    List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        List<?> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            String place = at(name) + "[" + i + "]";
            if (items.get(i) instanceof Map<?, ?> map) {
                sections.add(new Section(place, map, reading));
            } else {
                reading.problem(place, "expected a section, got " + kind(items.get(i)));
            }
        }
        return sections;
    }

    /** A list of pieces of text, each of them accepted by {@code accept}. */
    <T> List<T> texts(String name, String expected, Function<String, @Nullable T> accept) {
        List<T> accepted = new ArrayList<>();
        List<?> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i) instanceof String text ? accept.apply(text) : null;
            if (item == null) {
                reading.problem(at(name) + "[" + i + "]", "expected " + expected);
            } else {
                accepted.add(item);
            }
        }
        return accepted;
    }

    private List<?> items(String name) {
        Object value = value(name);
        if (value == null || value instanceof List) {
            return value == null ? List.of() : (List<?>) value;
        }
        reading.problem(at(name), "expected a list, got " + kind(value));
        return List.of();
    }

    /** The whole section as it stands, with keys that are somebody else's to judge. */
    Map<?, ?> asItStands() {
        return values;
    }

    /** Reports a problem with what stands at {@code name}. */
    void refuse(String name, String rule) {
        reading.problem(at(name), rule);
    }

    private boolean isMissing(String name) {
        if (isSet(name)) {
            return false;
        }
        reading.problem(at(name), "is missing");
        return true;
    }

    /** Reports what the file holds and nobody asked for; to be called when every key has been read. */
    void end() {
        for (Object key : values.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                reading.problem(at(String.valueOf(key)), "unknown setting; known here: " + String.join(", ", known));
            }
        }
    }

    private boolean isSet(String name) {
        String override = override(name);
        return override == null ? value(name) != null : !override.isEmpty();
    }

    private @Nullable String override(String name) {
        String variable = variable(at(name));
        reading.used().add(variable);
        return reading.environment().get(variable);
    }

    private @Nullable Object value(String name) {
        known.add(name);
        return values.get(name);
    }

    private <T> T scalar(String name, T fallback, String expected, Function<Object, @Nullable T> accept) {
        Object inFile = value(name);
        String override = override(name);
        if (override != null) {
            T accepted = accept.apply(scalarOf(override, fallback));
            if (accepted == null) {
                reading.problem(variable(at(name)), expected);
            }
            return accepted == null ? fallback : accepted;
        }
        if (inFile == null) {
            if (values.containsKey(name)) {
                reading.problem(at(name), expected + ", got nothing");
            }
            return fallback;
        }
        T accepted = accept.apply(inFile);
        if (accepted == null) {
            reading.problem(
                    at(name),
                    expected + ", got "
                            + (fallback instanceof Long && inFile instanceof Number ? inFile : kind(inFile)));
        }
        return accepted == null ? fallback : accepted;
    }

    /** What an override means: the environment knows text only. */
    private static Object scalarOf(String override, Object fallback) {
        if (fallback instanceof Long && WHOLE_NUMBER.matcher(override).matches()) {
            return new BigDecimal(override);
        }
        if (fallback instanceof Boolean && (override.equals("true") || override.equals("false"))) {
            return Boolean.valueOf(override);
        }
        return override;
    }

    /** The kind only: a secret may have been written where the name of its file belongs. */
    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Number ignored -> "a number";
            case Boolean flag -> flag.toString();
            case String text -> text.isEmpty() ? "empty text" : "other text";
            case Map<?, ?> ignored -> "a section";
            default -> "a list";
        };
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
