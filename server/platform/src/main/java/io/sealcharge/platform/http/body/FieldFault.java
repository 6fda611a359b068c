package io.sealcharge.platform.http.body;

/**
 * A field and the rule that it broke.
 *
 * @param field a JSON pointer into the body (RFC 6901), empty for the whole body; or {@code header:}, {@code query:},
 *     {@code path:}, {@code envelope:} and a name
 * @param rule what is required, as the end of a sentence: "must be a string"
 */
public record FieldFault(String field, String rule) {}
