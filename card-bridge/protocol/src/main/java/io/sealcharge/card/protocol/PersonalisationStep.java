package io.sealcharge.card.protocol;

import java.util.Optional;

/** The steps of personalisation, P1 of its commands, with the length of their data. */
public enum PersonalisationStep {
    BEGIN(0x01, 18),
    STORE_PARAMETERS(0x02, 64),
    STORE_ISSUER_KEY(0x03, 90),
    MAKE_CARD_KEY(0x04, 18),
    STORE_CARD_KEY(0x05, 197),
    PROVE_POSSESSION(0x06, 36),
    STORE_CERTIFICATE(0x07, 244),
    LOCK(0x08, 18);

    private final int code;
    private final int dataLength;

    PersonalisationStep(int code, int dataLength) {
        this.code = code;
        this.dataLength = dataLength;
    }

    public int code() {
        return code;
    }

    /** Bytes of data with the MAC. */
    public int dataLength() {
        return dataLength;
    }

    public static Optional<PersonalisationStep> of(int code) {
        for (PersonalisationStep each : values()) {
            if (each.code == code) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
