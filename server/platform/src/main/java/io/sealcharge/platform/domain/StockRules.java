package io.sealcharge.platform.domain;

/**
 * What imported vouchers of a product must look like.
 *
 * @param serialLength digits of the serial number, Luhn digit included
 */
public record StockRules(PinFormat pinFormat, int serialLength) {}
