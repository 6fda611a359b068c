package io.sealcharge.card.link;

import io.sealcharge.card.protocol.TlvReader;
import io.sealcharge.card.protocol.TlvWriter;
import java.util.UUID;

/**
 * A card in a reader.
 *
 * @param insertionId drawn by the bridge when the card was seen, so that a script meets the card it was written for
 */
public record InsertedCard(UUID insertionId, Atr atr) {
    void writeTo(TlvWriter writer) {
        writer.put(LinkTags.INSERTION, LinkId.encode(insertionId)).put(LinkTags.ATR, atr.bytes());
    }

    static InsertedCard read(TlvReader reader) {
        UUID insertionId = LinkId.decode(reader.value(LinkTags.INSERTION));
        return new InsertedCard(insertionId, new Atr(reader.value(LinkTags.ATR)));
    }
}
