package io.sealcharge.card.software;

import java.util.Arrays;

/** The card's persistent memory: one record, replaced whole, with the power at risk around each write. */
final class CardMemory {
    private final CardStorage storage;
    private final PowerSupply power;
    private CardRecord record;
    /** The card whose {@link #unchanging} part is kept: operations on value change nothing but the purse. */
    private CardRecord kept;

    private byte[] unchanging;

    private CardMemory(CardStorage storage, PowerSupply power, CardRecord record) {
        this.storage = storage;
        this.power = power;
        this.record = record;
        this.kept = record;
        this.unchanging = RecordImage.unchanging(record);
    }

    /** The card in this storage; one that is empty becomes {@code blank}. */
    static CardMemory open(CardStorage storage, PowerSupply power, CardRecord blank) {
        byte[] image = storage.load();
        if (image == null) {
            CardMemory fresh = new CardMemory(storage, power, blank);
            storage.store(fresh.image(blank));
            return fresh;
        }
        CardRecord found = RecordImage.decode(image);
        Arrays.fill(image, (byte) 0);
        if (!found.serial().equals(blank.serial())) {
            throw new IllegalStateException("the storage holds another card");
        }
        return new CardMemory(storage, power, found);
    }

    CardRecord read() {
        return record;
    }

    Purse purse() {
        return record.purse();
    }

    void write(CardRecord next) {
        power.tearPoint();
        byte[] image = image(next);
        storage.store(image);
        Arrays.fill(image, (byte) 0);
        record = next;
        power.tearPoint();
    }

    private byte[] image(CardRecord next) {
        if (!next.withPurse(kept.purse()).equals(kept)) {
            Arrays.fill(unchanging, (byte) 0);
            unchanging = RecordImage.unchanging(next);
            kept = next;
        }
        return RecordImage.encode(unchanging, next.purse());
    }

    void write(Purse next) {
        write(record.withPurse(next));
    }

    void close() {
        storage.close();
    }
}
