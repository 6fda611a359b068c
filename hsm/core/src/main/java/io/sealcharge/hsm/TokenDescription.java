package io.sealcharge.hsm;

/**
 * The token in use, as it describes itself.
 *
 * @param profile name of the vendor profile that applies
 */
public record TokenDescription(String label, String serialNumber, String manufacturer, String model, String profile) {}
