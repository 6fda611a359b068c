package io.sealcharge.platform.domain;

import java.time.Instant;

/** A voucher as its channel sees it; never its PIN. */
public record Voucher(String serialNumber, String product, VoucherState state, Money faceValue, Instant expiresAt) {}
