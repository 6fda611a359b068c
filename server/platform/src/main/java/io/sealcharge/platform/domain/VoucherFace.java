package io.sealcharge.platform.domain;

import java.time.Instant;

/** What is printed on a voucher beside its PIN. */
public record VoucherFace(String serialNumber, Money faceValue, Instant expiresAt) {}
