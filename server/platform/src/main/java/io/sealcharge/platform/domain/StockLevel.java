package io.sealcharge.platform.domain;

/**
 * How much unsold stock there is of a product.
 *
 * @param fromStock whether it is for sale, from stock and not by minting
 * @param available can be sold now
 * @param claimed taken by nodes that are about to sell them
 * @param held in batches that are not active
 */
public record StockLevel(String product, boolean fromStock, long available, long claimed, long held) {}
