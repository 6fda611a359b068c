package io.sealcharge.platform.domain;

import java.util.Locale;

/** Where the PINs of a product come from. */
public enum ProductSource {
    /** Made at the sale. */
    MINTED,
    /** Taken from batches generated or imported before. */
    STOCK;

    /** The name in tables and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source of that name in a table. */
    public static ProductSource ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
