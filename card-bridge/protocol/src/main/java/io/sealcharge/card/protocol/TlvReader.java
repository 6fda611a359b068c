package io.sealcharge.card.protocol;

import java.util.Arrays;

/**
 * Reads BER-TLV (ISO/IEC 7816-4, 5.2.2) in its canonical form only: one-byte tags, the shortest definite length, nothing
 * between or behind the objects, at most {@link #MAX_DEPTH} templates within each other.
 */
public final class TlvReader {
    public static final int MAX_DEPTH = 4;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1F;
    private static final int ONE_LENGTH_BYTE = 0x81;
    private static final int TWO_LENGTH_BYTES = 0x82;

    private final byte[] bytes;
    private final int end;
    private final int depth;
    private int position;

    private TlvReader(byte[] bytes, int from, int end, int depth) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
        this.depth = depth;
    }

    /** Reads all of {@code bytes}, which the caller does not change meanwhile. */
    public static TlvReader of(byte[] bytes) {
        return new TlvReader(bytes, 0, bytes.length, 0);
    }

    /** Walks through everything. @throws MalformedCardDataException if it is not canonical */
    public static void requireCanonical(byte[] bytes) {
        of(bytes).walk();
    }

    private void walk() {
        while (!atEnd()) {
            int tag = peekTag();
            if ((tag & CONSTRUCTED) != 0) {
                template(tag).walk();
            } else {
                value(tag);
            }
        }
    }

    public boolean atEnd() {
        return position == end;
    }

    /** @throws MalformedCardDataException if there is more */
    public void requireEnd() {
        if (!atEnd()) {
            throw new MalformedCardDataException("nothing may follow");
        }
    }

    /** The next object's tag. @throws MalformedCardDataException if there is none, or it is no one-byte tag */
    public int peekTag() {
        if (atEnd()) {
            throw new MalformedCardDataException("an object is missing");
        }
        int tag = bytes[position] & 0xFF;
        if (tag == 0 || (tag & LONG_TAG) == LONG_TAG) {
            throw new MalformedCardDataException("tags have one byte");
        }
        return tag;
    }

    /** The value of the next object, which must be primitive and have this tag. */
    public byte[] value(int tag) {
        requireKind(tag, 0);
        int length = header(tag);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** As {@link #value(int)}, of exactly {@code length} bytes. */
    public byte[] value(int tag, int length) {
        byte[] value = value(tag);
        if (value.length != length) {
            throw new MalformedCardDataException("object %02X must be %d bytes".formatted(tag, length));
        }
        return value;
    }

    /** The one byte of the next object, 0 to 255. */
    public int byteValue(int tag) {
        return value(tag, 1)[0] & 0xFF;
    }

    /** The content of the next object, which must be a template with this tag. */
    public TlvReader template(int tag) {
        requireKind(tag, CONSTRUCTED);
        if (depth == MAX_DEPTH) {
            throw new MalformedCardDataException("nested too deep");
        }
        int length = header(tag);
        position += length;
        return new TlvReader(bytes, position - length, position, depth + 1);
    }

    private static void requireKind(int tag, int expected) {
        if ((tag & CONSTRUCTED) != expected) {
            throw new MalformedCardDataException("object %02X is of the other kind".formatted(tag));
        }
    }

    /** Steps over tag and length. @return the length, which the bytes left do cover */
    private int header(int tag) {
        if (peekTag() != tag) {
            throw new MalformedCardDataException("object %02X must stand here".formatted(tag));
        }
        position++;
        int first = next();
        int length = first;
        if (first >= 0x80) {
            length = longLength(first);
        }
        if (length > end - position) {
            throw new MalformedCardDataException("object %02X is cut short".formatted(tag));
        }
        return length;
    }

    private int longLength(int first) {
        int length = -1;
        if (first == ONE_LENGTH_BYTE) {
            length = next();
            requireShortest(length >= 0x80);
        } else if (first == TWO_LENGTH_BYTES) {
            length = next() << 8 | next();
            requireShortest(length >= 0x100);
        }
        requireShortest(length >= 0);
        return length;
    }

    private static void requireShortest(boolean condition) {
        if (!condition) {
            throw new MalformedCardDataException("length must be definite and in the fewest bytes");
        }
    }

    private int next() {
        if (atEnd()) {
            throw new MalformedCardDataException("length is cut short");
        }
        return bytes[position++] & 0xFF;
    }
}
