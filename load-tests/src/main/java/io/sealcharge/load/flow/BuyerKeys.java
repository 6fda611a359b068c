package io.sealcharge.load.flow;

import io.sealcharge.load.terminal.BuyerKey;
import io.sealcharge.load.terminal.TerminalCrypto;
import java.util.ArrayList;
import java.util.List;

/** Key pairs of terminals, made ahead and used in turn. */
public final class BuyerKeys {
    private final List<BuyerKey> keys = new ArrayList<>();
    private int next;

    public BuyerKeys(TerminalCrypto crypto, int count) {
        for (int i = 0; i < count; i++) {
            keys.add(BuyerKey.make(crypto));
        }
    }

    BuyerKey next() {
        BuyerKey key = keys.get(next);
        next = (next + 1) % keys.size();
        return key;
    }
}
