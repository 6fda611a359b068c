package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.RechargeContent;

/**
 * Which number to recharge. The PIN is given apart, so that an order may be printed.
 *
 * @param reference unique for ever among the channel's recharges; see {@link References#next()}
 * @param phoneNumber E.164
 * @param encryption how the PIN is encrypted: to a one-time key of the platform, or with the newest shared key
 */
public record RechargeOrder(String reference, String phoneNumber, KeyManagement encryption) {
    /** With a new reference. */
    public RechargeOrder(String phoneNumber, KeyManagement encryption) {
        this(References.next(), phoneNumber, encryption);
    }

    public RechargeOrder {
        References.check(reference, "reference");
        if (!RechargeContent.isPhoneNumber(phoneNumber)) {
            throw new IllegalArgumentException("phoneNumber must be + and 7 to 15 digits (E.164)");
        }
        if (encryption == KeyEncryption.RSA_OAEP_256) {
            throw new IllegalArgumentException("a recharge is encrypted with ECDH-ES, ECDH-ES+A256KW, A256KW or dir");
        }
    }
}
