package io.sealcharge.card.applet;

import javacard.framework.Util;

/** Who the card is: its serial number from the factory, and what personalisation names it. */
final class Identity {
    static final short SERIAL_LENGTH = 8;
    static final short ID_LENGTH = 8;
    static final short ISSUER_LENGTH = 4;
    static final short CURRENCY_LENGTH = 2;

    final byte[] serial = new byte[SERIAL_LENGTH];
    final byte[] id = new byte[ID_LENGTH];
    final byte[] issuer = new byte[ISSUER_LENGTH];
    final byte[] currency = new byte[CURRENCY_LENGTH];

    private boolean named;

    boolean isNamed() {
        return named;
    }

    /** Personalisation stored who the card is. Inside a transaction. */
    void setNamed() {
        named = true;
    }

    boolean isCard(byte[] from, short at) {
        return Util.arrayCompare(from, at, id, (short) 0, ID_LENGTH) == 0;
    }

    boolean isCurrency(byte[] from, short at) {
        return Util.arrayCompare(from, at, currency, (short) 0, CURRENCY_LENGTH) == 0;
    }
}
