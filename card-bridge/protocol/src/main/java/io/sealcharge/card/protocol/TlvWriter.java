package io.sealcharge.card.protocol;

import java.io.ByteArrayOutputStream;

/** Writes the canonical BER-TLV that {@link TlvReader} reads. */
public final class TlvWriter {
    private static final int MAX_LENGTH = 0xFFFF;
    /** Most of what is written fits a short APDU, so that nothing is copied while it grows. */
    private static final int USUAL_LENGTH = 256;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);

    public TlvWriter put(int tag, byte[] value) {
        out.write(tag);
        writeLength(value.length);
        out.writeBytes(value);
        return this;
    }

    public TlvWriter put(int tag, FixedBytes value) {
        return put(tag, value.bytes());
    }

    /** One byte. */
    public TlvWriter put(int tag, int value) {
        return put(tag, new byte[] {(byte) value});
    }

    public TlvWriter put(int tag, TlvWriter template) {
        return put(tag, template.bytes());
    }

    /** Objects that are encoded already. */
    public TlvWriter append(byte[] objects) {
        out.writeBytes(objects);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    private void writeLength(int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("an object holds at most " + MAX_LENGTH + " bytes");
        }
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
    }
}
