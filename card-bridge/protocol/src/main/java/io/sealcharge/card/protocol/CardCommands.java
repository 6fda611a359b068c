package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/** The commands of a personalised card, ready to be sent. */
public final class CardCommands {
    /** P2 of VERIFY and CHANGE PIN: the application's own PIN, number 1. */
    public static final int HOLDER_PIN = 0x81;

    private static final byte[] APPLICATION = HexFormat.of().parseHex("f05345414c4341524401");
    private static final int BY_NAME = 0x04;
    private static final byte[] NOTHING = {};

    private CardCommands() {}

    /** The application identifier, ten bytes. */
    public static byte[] application() {
        return APPLICATION.clone();
    }

    public static CommandApdu select() {
        return Instruction.SELECT.asking(BY_NAME, 0, APPLICATION);
    }

    public static CommandApdu cardInfo() {
        return Instruction.GET_DATA.asking(0, Tags.CARD_INFO, NOTHING);
    }

    public static CommandApdu limits() {
        return Instruction.GET_DATA.asking(0, Tags.CARD_LIMITS, NOTHING);
    }

    public static CommandApdu issuerKeys() {
        return Instruction.GET_DATA.asking(0, Tags.ISSUER_KEYS, NOTHING);
    }

    public static CommandApdu certificate() {
        return Instruction.GET_DATA.asking(0, Tags.CERTIFICATE, NOTHING);
    }

    public static CommandApdu initialize(Business business) {
        return Instruction.INITIALIZE.asking(business.code(), 0, NOTHING);
    }

    /** @throws IllegalArgumentException if the business is no transfer */
    public static CommandApdu requestTransfer(Business business, TransferRequest request) {
        if (!business.isTransfer()) {
            throw new IllegalArgumentException(business + " is no transfer");
        }
        return Instruction.TRANSFER_REQUEST.asking(business.code(), 0, request.encode());
    }

    public static CommandApdu execute(Signed<Operation> operation) {
        return Instruction.EXECUTE.asking(0, 0, operation.encode());
    }

    public static CommandApdu lastResult() {
        return Instruction.GET_LAST_RESULT.asking(0, 0, NOTHING);
    }

    /** @param asked the operation in doubt, or {@link OperationId#NONE} */
    public static CommandApdu signedStatus(OperationId asked, Nonce nonce) {
        return Instruction.SIGNED_STATUS.asking(0, 0, new StatusRequest(asked, nonce).encode());
    }

    public static CommandApdu balance() {
        return Instruction.GET_BALANCE.asking(0, 0, NOTHING);
    }

    /** The command holds the PIN: it is sent and forgotten. */
    public static CommandApdu verify(PinBlock pin) {
        return Instruction.VERIFY.telling(0, HOLDER_PIN, pin.bytes());
    }

    /** Asks whether the PIN is verified, and how many tries are left if not. */
    public static CommandApdu pinState() {
        return Instruction.VERIFY.telling(0, HOLDER_PIN, NOTHING);
    }

    /** The command holds both PINs: it is sent and forgotten. */
    public static CommandApdu changePin(PinBlock old, PinBlock next) {
        byte[] data = Arrays.copyOf(old.bytes(), 2 * PinBlock.LENGTH);
        System.arraycopy(next.bytes(), 0, data, PinBlock.LENGTH, PinBlock.LENGTH);
        return Instruction.CHANGE_PIN.telling(0, HOLDER_PIN, data);
    }

    /** The command holds the PIN: it is sent and forgotten. */
    public static CommandApdu chooseFirstPin(PinBlock pin) {
        return Instruction.CHANGE_PIN.telling(1, HOLDER_PIN, pin.bytes());
    }
}
