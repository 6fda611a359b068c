package io.sealcharge.card.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The Sealcharge card. Each command is checked in one order, each check with its own status word: class, instruction, P1 and P2, length of the data,
 * form, state, and then what the command itself asks for. A refused command leaves the card as it was.
 *
 * <p>The parameters of install (Java Card 3.0.4, 3.1) hold, as the applet's own data, the card's serial number of 8 bytes and its transport key of 16.
 */
public final class CardApplet extends Applet {
    private static final byte CLA_ISO = 0x00;
    private static final byte CLA_CARD = (byte) 0x80;
    private static final byte SELECT = (byte) 0xA4;
    private static final byte VERIFY = 0x20;
    private static final byte CHANGE_PIN = 0x24;
    private static final byte GET_DATA = (byte) 0xCA;
    private static final byte INITIALIZE = 0x50;
    private static final byte EXECUTE = 0x52;
    private static final byte TRANSFER_REQUEST = 0x54;
    private static final byte GET_LAST_RESULT = 0x5A;
    private static final byte GET_BALANCE = 0x5C;
    private static final byte SIGNED_STATUS = 0x5E;
    private static final byte PERSONALISE = (byte) 0xE0;
    private static final byte BY_NAME = 0x04;
    private static final byte HOLDER_PIN = (byte) 0x81;
    private static final byte CHANGE = 0x00;
    private static final byte CHOOSE_FIRST = 0x01;
    private static final short BYTE_MASK = 0x00FF;
    private static final short INSTALL_DATA = (short) (Identity.SERIAL_LENGTH + SecureChannel.KEY_LENGTH);

    private final Card card = new Card();
    private final Information information = new Information(card);
    private final Execution execution = new Execution(card);
    private final Transfers transfers = new Transfers(card);
    private final Personalisation personalisation = new Personalisation(card);

    private CardApplet(byte[] data, short at) {
        Util.arrayCopy(data, at, card.identity.serial, (short) 0, Identity.SERIAL_LENGTH);
        personalisation.channel.setTransportKey(data, (short) (at + Identity.SERIAL_LENGTH));
    }

    /**
     * Makes the card's one applet and all that it will ever need.
     *
     * @throws ISOException 6A80 if the applet's data is not serial number and transport key
     */
    public static void install(byte[] parameters, short offset, byte length) {
        short nameLength = (short) (parameters[offset] & BYTE_MASK);
        short control = (short) (offset + 1 + nameLength);
        short own = (short) (control + 1 + (short) (parameters[control] & BYTE_MASK));
        if ((short) (parameters[own] & BYTE_MASK) != INSTALL_DATA) {
            ISOException.throwIt(StatusWords.FORM);
        }
        CardApplet applet = new CardApplet(parameters, (short) (own + 1));
        applet.register(parameters, (short) (offset + 1), (byte) nameLength);
    }

    @Override
    public boolean select() {
        forgetSession();
        return true;
    }

    @Override
    public void deselect() {
        forgetSession();
    }

    @Override
    public void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        short length = dispatch(apdu, buffer, buffer[ISO7816.OFFSET_CLA], buffer[ISO7816.OFFSET_INS]);
        if (length > 0) {
            apdu.setOutgoing();
            apdu.setOutgoingLength(length);
            apdu.sendBytesLong(card.answer, (short) 0, length);
        }
    }

    private short dispatch(APDU apdu, byte[] buffer, byte cla, byte ins) {
        if (cla == CLA_ISO) {
            return dispatchIso(apdu, buffer, ins);
        }
        if (cla != CLA_CARD) {
            ISOException.throwIt(ISO7816.SW_CLA_NOT_SUPPORTED);
        }
        return dispatchCard(apdu, buffer, ins);
    }

    private short dispatchIso(APDU apdu, byte[] buffer, byte ins) {
        switch (ins) {
            case SELECT:
                requireParameters(buffer, BY_NAME, (byte) 0);
                return select(buffer, receive(apdu));
            case VERIFY:
                requireParameters(buffer, (byte) 0, HOLDER_PIN);
                return verify(buffer, receive(apdu));
            case CHANGE_PIN:
                byte p1 = buffer[ISO7816.OFFSET_P1];
                requireP1(p1 == CHANGE || p1 == CHOOSE_FIRST);
                requireParameters(buffer, p1, HOLDER_PIN);
                return p1 == CHANGE ? changePin(buffer, receive(apdu)) : choosePin(buffer, receive(apdu));
            default:
                return unknown();
        }
    }

    private short dispatchCard(APDU apdu, byte[] buffer, byte ins) {
        byte p1 = buffer[ISO7816.OFFSET_P1];
        switch (ins) {
            case GET_DATA:
                requireParameters(buffer, (byte) 0, buffer[ISO7816.OFFSET_P2]);
                requireLength(receive(apdu), (short) 0);
                return information.getData(buffer[ISO7816.OFFSET_P2]);
            case INITIALIZE:
                requireP1(Business.isKnown(p1));
                requireParameters(buffer, p1, (byte) 0);
                requireLength(receive(apdu), (short) 0);
                return information.initialize(p1);
            case TRANSFER_REQUEST:
                requireP1(Business.isTransfer(p1));
                requireParameters(buffer, p1, (byte) 0);
                requireLength(receive(apdu), Transfers.REQUEST_LENGTH);
                return transfers.process(p1, buffer, ISO7816.OFFSET_CDATA, end(Transfers.REQUEST_LENGTH));
            case EXECUTE:
                requireParameters(buffer, (byte) 0, (byte) 0);
                return execute(buffer, receive(apdu));
            case PERSONALISE:
                return personalise(apdu, buffer, p1);
            default:
                return dispatchReading(apdu, buffer, ins);
        }
    }

    private short dispatchReading(APDU apdu, byte[] buffer, byte ins) {
        if (ins != GET_LAST_RESULT && ins != GET_BALANCE && ins != SIGNED_STATUS) {
            return unknown();
        }
        requireParameters(buffer, (byte) 0, (byte) 0);
        short length = receive(apdu);
        if (ins == SIGNED_STATUS) {
            requireLength(length, Information.STATUS_REQUEST_LENGTH);
            return information.signedStatus(buffer, ISO7816.OFFSET_CDATA, end(length));
        }
        requireLength(length, (short) 0);
        card.lifeCycle.requirePersonalised();
        return ins == GET_BALANCE ? information.balance() : card.lastResult.write(card.answer, (short) 0);
    }

    private short select(byte[] buffer, short length) {
        forgetSession();
        if (!Information.isApplication(buffer, ISO7816.OFFSET_CDATA, length)) {
            ISOException.throwIt(StatusWords.NO_APPLICATION);
        }
        return information.select();
    }

    private short execute(byte[] buffer, short length) {
        if (length < Operation.SHORTEST || length > Operation.LONGEST) {
            ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
        }
        return execution.process(buffer, ISO7816.OFFSET_CDATA, end(length));
    }

    private short personalise(APDU apdu, byte[] buffer, byte step) {
        boolean done = false;
        try {
            requireP1(Personalisation.isStep(step));
            requireParameters(buffer, step, (byte) 0);
            short length = receive(apdu);
            requireLength(length, Personalisation.lengthOf(step));
            short answer = personalisation.process(step, buffer, ISO7816.OFFSET_CDATA, end(length));
            done = true;
            return answer;
        } finally {
            if (!done || !card.lifeCycle.is(LifeCycle.BLANK)) {
                personalisation.channel.close();
            }
        }
    }

    private short verify(byte[] buffer, short length) {
        if (length != 0) {
            requireLength(length, HolderPin.BLOCK_LENGTH);
            HolderPin.requireBlock(buffer, ISO7816.OFFSET_CDATA);
        }
        card.lifeCycle.requireActive();
        if (length == 0) {
            card.pin.requireVerified();
            return 0;
        }
        card.pin.requireRight(buffer, ISO7816.OFFSET_CDATA);
        JCSystem.beginTransaction();
        card.pin.restoreTries();
        card.purse.forgetWithoutPin();
        JCSystem.commitTransaction();
        card.pin.setVerified();
        return 0;
    }

    private short changePin(byte[] buffer, short length) {
        short next = (short) (ISO7816.OFFSET_CDATA + HolderPin.BLOCK_LENGTH);
        requireLength(length, (short) (HolderPin.BLOCK_LENGTH + HolderPin.BLOCK_LENGTH));
        HolderPin.requireBlock(buffer, ISO7816.OFFSET_CDATA);
        HolderPin.requireBlock(buffer, next);
        card.lifeCycle.requireActive();
        card.pin.requireRight(buffer, ISO7816.OFFSET_CDATA);
        return storePin(buffer, next);
    }

    private short choosePin(byte[] buffer, short length) {
        requireLength(length, HolderPin.BLOCK_LENGTH);
        HolderPin.requireBlock(buffer, ISO7816.OFFSET_CDATA);
        card.lifeCycle.requireActive();
        LifeCycle.require(!card.pin.isChosen());
        return storePin(buffer, ISO7816.OFFSET_CDATA);
    }

    private short storePin(byte[] buffer, short at) {
        JCSystem.beginTransaction();
        card.pin.choose(buffer, at);
        JCSystem.commitTransaction();
        return 0;
    }

    private void forgetSession() {
        card.forgetSession();
        personalisation.channel.close();
    }

    /** Takes in all data of the command. */
    private static short receive(APDU apdu) {
        short received = apdu.setIncomingAndReceive();
        short expected = apdu.getIncomingLength();
        while (received < expected) {
            received += apdu.receiveBytes((short) (ISO7816.OFFSET_CDATA + received));
        }
        return received;
    }

    private static short end(short length) {
        return (short) (ISO7816.OFFSET_CDATA + length);
    }

    private static void requireParameters(byte[] buffer, byte p1, byte p2) {
        requireP1(buffer[ISO7816.OFFSET_P1] == p1 && buffer[ISO7816.OFFSET_P2] == p2);
    }

    private static void requireP1(boolean right) {
        if (!right) {
            ISOException.throwIt(StatusWords.PARAMETERS);
        }
    }

    private static void requireLength(short length, short wanted) {
        if (length != wanted) {
            ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
        }
    }

    private static short unknown() {
        ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        return 0;
    }
}
