package io.sealcharge.envelope;

/** A file of foreign PINs on its way to the platform's stock: a JWE to the platform's stock-import key. */
public final class StockFile {
    private StockFile() {}
}
