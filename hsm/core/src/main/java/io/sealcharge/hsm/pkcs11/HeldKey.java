package io.sealcharge.hsm.pkcs11;

/** A one-time key's object in a keeper's session. Its handle may be given anew, so it is not destroyed under a user. */
final class HeldKey {
    private final Keeper keeper;
    private final long handle;
    private final int incarnation;
    private int users;
    private boolean destroyed;

    /** To be made while the keeper is held. */
    HeldKey(Keeper keeper, long handle) {
        this.keeper = keeper;
        this.handle = handle;
        this.incarnation = keeper.incarnation();
    }

    Keeper keeper() {
        return keeper;
    }

    long handle() {
        return handle;
    }

    synchronized boolean enter() {
        if (destroyed) {
            return false;
        }
        users++;
        return true;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = destroyed && users == 0;
        }
        if (last) {
            keeper.discard(handle, incarnation);
            keeper.sweep();
        }
    }

    /** Ends the key; its object goes when the keeper is next swept. Calls nothing in the module. */
    void destroy() {
        boolean now;
        synchronized (this) {
            now = !destroyed && users == 0;
            destroyed = true;
        }
        if (now) {
            keeper.discard(handle, incarnation);
        }
    }
}
