package io.sealcharge.terminal;

import java.io.Serializable;

/**
 * One rule that a request broke.
 *
 * @param field JSON pointer into the body, or {@code header:…}, {@code query:…}, {@code envelope:…}
 * @param rule what is required
 */
public record FieldFault(String field, String rule) implements Serializable {}
