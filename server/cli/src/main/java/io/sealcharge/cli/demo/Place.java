package io.sealcharge.cli.demo;

/** Kinds of places that a PIN could have stayed in. */
enum Place {
    FILE("a file"),
    WRITE_AHEAD_LOG("the write-ahead log"),
    LOG("a log"),
    TABLE("a table"),
    HTTP_BODY("an HTTP body"),
    OUTPUT("the output");

    private final String label;

    Place(String label) {
        this.label = label;
    }

    /** With its article. */
    String label() {
        return label;
    }
}
