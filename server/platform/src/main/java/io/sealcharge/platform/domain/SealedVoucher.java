package io.sealcharge.platform.domain;

/**
 * A voucher whose PIN is sealed to the terminal's key.
 *
 * @param envelope the PIN envelope, compact JWE (RFC 7516)
 */
public record SealedVoucher(VoucherFace face, PinIndex pinIndex, String envelope) {}
