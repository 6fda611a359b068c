package io.sealcharge.hsm.pkcs11;

/** A one-time key's object in a keeper's session. Its handle may be given anew, so it is not destroyed under a user. */
final class HeldKey {
    private final Keeper keeper;
    private final long handle;
    private int users;
    private boolean destroyed;

    HeldKey(Keeper keeper, long handle) {
        this.keeper = keeper;
        this.handle = handle;
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
            keeper.discard(handle);
        }
    }

    void destroy() {
        boolean now;
        synchronized (this) {
            now = !destroyed && users == 0;
            destroyed = true;
        }
        if (now) {
            keeper.discard(handle);
        }
    }
}
