package io.sealcharge.card.protocol;

/** Class and instruction bytes of the card's commands. */
public enum Instruction {
    SELECT(0x00, 0xA4),
    VERIFY(0x00, 0x20),
    CHANGE_PIN(0x00, 0x24),
    GET_DATA(0x80, 0xCA),
    INITIALIZE(0x80, 0x50),
    EXECUTE(0x80, 0x52),
    TRANSFER_REQUEST(0x80, 0x54),
    GET_LAST_RESULT(0x80, 0x5A),
    GET_BALANCE(0x80, 0x5C),
    SIGNED_STATUS(0x80, 0x5E),
    PERSONALISE(0x80, 0xE0);

    private final int cla;
    private final int ins;

    Instruction(int cla, int ins) {
        this.cla = cla;
        this.ins = ins;
    }

    public int cla() {
        return cla;
    }

    public int ins() {
        return ins;
    }

    /** A command that expects an answer. */
    CommandApdu asking(int p1, int p2, byte[] data) {
        return new CommandApdu(cla, ins, p1, p2, data, true);
    }

    /** A command whose answer is a status word only. */
    CommandApdu telling(int p1, int p2, byte[] data) {
        return new CommandApdu(cla, ins, p1, p2, data, false);
    }
}
