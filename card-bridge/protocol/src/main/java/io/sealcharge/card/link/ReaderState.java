package io.sealcharge.card.link;

import io.sealcharge.card.protocol.TlvReader;
import io.sealcharge.card.protocol.TlvWriter;
import java.util.Optional;

/**
 * A reader and what is in it.
 *
 * @param name as the reader's driver gives it, 1 to 128 bytes of UTF-8
 * @param card empty if there is none
 */
public record ReaderState(String name, Optional<InsertedCard> card) {
    public ReaderState {
        LinkText.require(name);
    }

    void writeTo(TlvWriter writer) {
        TlvWriter state = new TlvWriter().put(LinkTags.READER, LinkText.encode(name));
        card.ifPresent(it -> it.writeTo(state));
        writer.put(LinkTags.READER_STATE, state);
    }

    static ReaderState read(TlvReader outer) {
        TlvReader reader = outer.template(LinkTags.READER_STATE);
        String name = LinkText.decode(reader.value(LinkTags.READER));
        Optional<InsertedCard> card = reader.atEnd() ? Optional.empty() : Optional.of(InsertedCard.read(reader));
        reader.requireEnd();
        return new ReaderState(name, card);
    }
}
