package io.sealcharge.card.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the document's table of tags says each tag means. */
final class TagNames {
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([0-9A-F]{2})`(?: / `([0-9A-F]{2})`|, `([0-9A-F]{2})`(?:, `([0-9A-F]{2})`)?)? \\| [^|]*\\| ([^|]*) \\|$",
            Pattern.MULTILINE);

    private final Map<Integer, String> names = new HashMap<>();

    private TagNames() {}

    static TagNames of(Path document) throws IOException {
        TagNames found = new TagNames();
        String text = Files.readString(document);
        Matcher row = ROW.matcher(text.substring(text.indexOf("### Tags"), text.indexOf("### What is signed")));
        while (row.find()) {
            for (int group = 1; group <= 4; group++) {
                if (row.group(group) != null) {
                    found.names.put(Integer.parseInt(row.group(group), 16), row.group(5));
                }
            }
        }
        return found;
    }

    /** The meaning, up to its first comma or colon. */
    String name(int tag) {
        String full = names.get(tag);
        if (full == null) {
            throw new IllegalArgumentException("the table has no tag %02X".formatted(tag));
        }
        return full.replaceAll("[,:;(].*", "").strip();
    }
}
