package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;

/** The issuer's public keys by role and epoch: four that sign operations, two that sign administration. */
final class IssuerKeys {
    static final byte OPERATION = 0x01;
    static final byte ADMIN = 0x02;
    static final short NAME_LENGTH = 3;
    static final short EPOCH_LENGTH = 2;
    static final short NOWHERE = -1;

    private static final short OPERATION_SLOTS = 4;
    private static final short SLOTS = 6;
    private static final short FREE = 0;

    private final short[] epochs = new short[SLOTS];
    private final ECPublicKey[] keys = new ECPublicKey[SLOTS];

    /** The highest epoch that each role has had, so that a retired one does not come back. */
    private final short[] highest = new short[ADMIN];

    IssuerKeys() {
        for (short slot = 0; slot < SLOTS; slot++) {
            keys[slot] =
                    (ECPublicKey) KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false);
            Curve.define(keys[slot]);
        }
    }

    /** @return the slot of the key with that name, or {@link #NOWHERE} */
    short find(byte[] name, short at) {
        return slotOf(name[at], epochOf(name, at));
    }

    ECPublicKey key(short slot) {
        return keys[slot];
    }

    static byte roleOf(short slot) {
        return slot < OPERATION_SLOTS ? OPERATION : ADMIN;
    }

    /** @return a slot for a further key of the role */
    short requireRoom(byte role) {
        short slot = slotOf(role, FREE);
        if (slot == NOWHERE) {
            ISOException.throwIt(StatusWords.NO_ROOM);
        }
        return slot;
    }

    boolean rises(byte[] name, short at) {
        return epochOf(name, at) > highest[(short) (name[at] - 1)];
    }

    boolean isLast(byte role) {
        short count = 0;
        for (short slot = 0; slot < SLOTS; slot++) {
            if (roleOf(slot) == role && epochs[slot] != FREE) {
                count++;
            }
        }
        return count == 1;
    }

    boolean has(byte role) {
        return highest[(short) (role - 1)] != FREE;
    }

    /** Inside a transaction. */
    void put(short slot, byte[] name, short at, byte[] point, short pointAt) {
        short epoch = epochOf(name, at);
        short role = (short) (name[at] - 1);
        keys[slot].setW(point, pointAt, Curve.POINT_LENGTH);
        epochs[slot] = epoch;
        if (epoch > highest[role]) {
            highest[role] = epoch;
        }
    }

    /** Inside a transaction. */
    void forget() {
        for (short slot = 0; slot < SLOTS; slot++) {
            epochs[slot] = FREE;
        }
        for (short role = 0; role < ADMIN; role++) {
            highest[role] = FREE;
        }
    }

    void retire(short slot) {
        epochs[slot] = FREE;
    }

    /** Writes the names of all keys: operation before administration, epochs ascending. */
    short list(byte[] to, short at) {
        return listRole(ADMIN, to, listRole(OPERATION, to, at));
    }

    short count() {
        short count = 0;
        for (short slot = 0; slot < SLOTS; slot++) {
            if (epochs[slot] != FREE) {
                count++;
            }
        }
        return count;
    }

    private short listRole(byte role, byte[] to, short at) {
        short next = at;
        short epoch = nextAfter(role, FREE);
        while (epoch != FREE) {
            next = Tlv.header(to, next, Tags.ISSUER_KEY, NAME_LENGTH);
            to[next] = role;
            next = Util.setShort(to, (short) (next + 1), epoch);
            epoch = nextAfter(role, epoch);
        }
        return next;
    }

    private short nextAfter(byte role, short epoch) {
        short found = FREE;
        for (short slot = 0; slot < SLOTS; slot++) {
            if (roleOf(slot) == role && epochs[slot] > epoch && (found == FREE || epochs[slot] < found)) {
                found = epochs[slot];
            }
        }
        return found;
    }

    private short slotOf(byte role, short epoch) {
        for (short slot = 0; slot < SLOTS; slot++) {
            if (roleOf(slot) == role && epochs[slot] == epoch) {
                return slot;
            }
        }
        return NOWHERE;
    }

    private static short epochOf(byte[] name, short at) {
        return Util.getShort(name, (short) (at + 1));
    }
}
