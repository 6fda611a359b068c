package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import java.util.function.Supplier;

/** Derives the transport keys of blank cards by {@code card-transport} in the server's token. */
public final class TransportKeys {
    private final Supplier<? extends Hsm> server;
    private final KeyDescription key;

    /** @param server gives the server's token, with {@code key} in use; asked at each derivation */
    public TransportKeys(Supplier<? extends Hsm> server, KeyDescription key) {
        if (key.id().role() != KeyRole.CARD_TRANSPORT) {
            throw new IllegalArgumentException(key.id() + " is no key of the role card-transport");
        }
        this.server = server;
        this.key = key;
    }

    /**
     * The transport key of a blank card.
     *
     * @return to be closed
     * @throws HsmException if the token fails
     */
    public TransportKey of(SerialNumber serial) {
        try (Secret mac = Secret.owning(server.get().mac(key.id(), TransportKey.derivationInput(serial)))) {
            return new TransportKey(mac.bytes());
        }
    }
}
