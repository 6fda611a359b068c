package io.sealcharge.card.simulator;

import io.sealcharge.card.applet.CardApplet;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javacard.framework.Applet;

/**
 * What the factory puts on a card.
 *
 * @param appletClass the applet as it stands on the class path
 * @param aid its application identifier, 5 to 16 bytes
 * @param installParameters the array that the applet's install method is given
 */
public record CardModel(Class<? extends Applet> appletClass, byte[] aid, byte[] installParameters) {
    private static final byte[] SEALCHARGE = HexFormat.of().parseHex("F05345414C4341524401");

    /**
     * A Sealcharge card as the factory delivers it, blank.
     *
     * @param serial 8 bytes
     * @param transportKey 16 bytes, which are copied
     */
    public static CardModel blank(byte[] serial, byte[] transportKey) {
        // Java Card 3.0.4 API, Applet.install: name, control information and own data, each with its length.
        byte[] parameters = ByteBuffer.allocate(SEALCHARGE.length + 3 + serial.length + transportKey.length)
                .put((byte) SEALCHARGE.length)
                .put(SEALCHARGE)
                .put((byte) 0)
                .put((byte) (serial.length + transportKey.length))
                .put(serial)
                .put(transportKey)
                .array();
        return new CardModel(CardApplet.class, SEALCHARGE, parameters);
    }

    public CardModel {
        aid = aid.clone();
        installParameters = installParameters.clone();
    }

    @Override
    public byte[] aid() {
        return aid.clone();
    }

    @Override
    public byte[] installParameters() {
        return installParameters.clone();
    }
}
