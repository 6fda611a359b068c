package io.sealcharge.platform.domain;

/** A voucher from stock that is about to be sold. */
public record BoxedVoucher(VoucherFace face, PinBox box) {}
