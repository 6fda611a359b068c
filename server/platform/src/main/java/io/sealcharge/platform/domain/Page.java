package io.sealcharge.platform.domain;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next where the list goes on; null at its end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part is wanted.
     *
     * @param after the cursor of the page before; empty for the first one
     * @param limit items at most
     */
    public record Request(String after, int limit) {}

    /**
     * A page of what was found.
     *
     * @param found one more than the limit, if there are so many
     * @param cursor what names an item's place in the list
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        boolean more = found.size() > limit;
        List<T> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? cursor.apply(items.getLast()) : null);
    }
}
