package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where an operation's value comes from or goes to: an account of the platform or another card. */
public record Counterpart(Kind kind, byte[] id) {
    static final int LENGTH = 17;

    private static final int ID_LENGTH = 16;
    private static final int ZEROS_BEFORE_CARD_ID = ID_LENGTH - CardId.LENGTH;

    /** What the counterpart is. */
    public enum Kind {
        ACCOUNT(1),
        CARD(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** @throws MalformedCardDataException if the id is not 16 bytes, or a card's does not begin with eight zeros */
    public Counterpart {
        if (id.length != ID_LENGTH) {
            throw new MalformedCardDataException("counterpart's id must be 16 bytes");
        }
        id = id.clone();
        for (int i = 0; kind == Kind.CARD && i < ZEROS_BEFORE_CARD_ID; i++) {
            if (id[i] != 0) {
                throw new MalformedCardDataException("eight zeros stand before a card's id");
            }
        }
    }

    /** @param id 16 bytes */
    public static Counterpart account(byte[] id) {
        return new Counterpart(Kind.ACCOUNT, id);
    }

    public static Counterpart card(CardId card) {
        byte[] id = new byte[ID_LENGTH];
        System.arraycopy(card.bytes(), 0, id, ZEROS_BEFORE_CARD_ID, CardId.LENGTH);
        return new Counterpart(Kind.CARD, id);
    }

    @Override
    public byte[] id() {
        return id.clone();
    }

    byte[] encode() {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = (byte) kind.code;
        System.arraycopy(id, 0, bytes, 1, ID_LENGTH);
        return bytes;
    }

    static Counterpart decode(byte[] bytes) {
        byte[] id = Arrays.copyOfRange(bytes, 1, LENGTH);
        for (Kind kind : Kind.values()) {
            if (kind.code == bytes[0]) {
                return new Counterpart(kind, id);
            }
        }
        throw new MalformedCardDataException("no such kind of counterpart");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Counterpart that && kind == that.kind && Arrays.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(id);
    }

    @Override
    public String toString() {
        return kind + " " + HexFormat.of().formatHex(id);
    }
}
