package io.sealcharge.platform.domain;

/**
 * A product on a channel's terms.
 *
 * @param price what one voucher costs this channel
 * @param commission what this channel earns by one voucher; not more than the price
 */
public record Offer(Product product, Money price, Money commission) {}
