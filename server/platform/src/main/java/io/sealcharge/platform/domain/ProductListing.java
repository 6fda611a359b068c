package io.sealcharge.platform.domain;

/**
 * A product as the operator sees it.
 *
 * @param active whether it is for sale; what was sold of it before is as good as ever
 */
public record ProductListing(Product product, boolean active) {}
