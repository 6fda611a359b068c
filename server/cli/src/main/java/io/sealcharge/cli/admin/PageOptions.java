package io.sealcharge.cli.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list. */
public final class PageOptions {
    @Option(names = "--limit", paramLabel = "N", description = "Items at most, 1 to 500 (default: 100).")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the page before said that more is.")
    private @Nullable String cursor;

    /** The call for that part. */
    public ApiCall of(ApiCall list) {
        return list.query("limit", limit).query("cursor", cursor);
    }
}
