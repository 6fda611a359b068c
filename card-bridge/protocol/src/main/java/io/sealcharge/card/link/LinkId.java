package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids of scripts and insertions: 16 bytes. */
final class LinkId {
    private static final int LENGTH = 16;

    private LinkId() {}

    static byte[] encode(UUID id) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedCardDataException("an id has 16 bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
