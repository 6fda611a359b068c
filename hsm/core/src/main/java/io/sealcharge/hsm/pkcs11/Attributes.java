package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import java.nio.charset.StandardCharsets;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** The templates of all keys that are made, unwrapped or derived: the least that each needs. */
final class Attributes {
    /** DER of the object identifier of P-256 (RFC 5480, 2.1.1.1). */
    private static final byte[] P256 = {0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x03, 0x01, 0x07};

    private static final long SECRET_BYTES = 32;

    private Attributes() {}

    static CK_ATTRIBUTE of(long type, Object value) {
        CK_ATTRIBUTE attribute = new CK_ATTRIBUTE();
        attribute.type = type;
        attribute.pValue = value;
        return attribute;
    }

    static CK_ATTRIBUTE wanted(long type) {
        CK_ATTRIBUTE attribute = new CK_ATTRIBUTE();
        attribute.type = type;
        return attribute;
    }

    static CK_ATTRIBUTE objectClass(long objectClass) {
        return of(PKCS11Constants.CKA_CLASS, objectClass);
    }

    static CK_ATTRIBUTE ckaId(byte[] id) {
        return of(PKCS11Constants.CKA_ID, id);
    }

    static CK_ATTRIBUTE label(String label) {
        // The wrapper converts char[] by the process's locale; bytes say what they are.
        return of(PKCS11Constants.CKA_LABEL, label.getBytes(StandardCharsets.UTF_8));
    }

    static CK_ATTRIBUTE extractable(boolean extractable) {
        return of(PKCS11Constants.CKA_EXTRACTABLE, extractable);
    }

    /** What names a token key. */
    static CK_ATTRIBUTE[] named(byte[] ckaId, String label) {
        return new CK_ATTRIBUTE[] {ckaId(ckaId), label(label)};
    }

    static CK_ATTRIBUTE[] publicKey(boolean token, long use, CK_ATTRIBUTE... more) {
        CK_ATTRIBUTE[] base = {
            objectClass(PKCS11Constants.CKO_PUBLIC_KEY),
            of(PKCS11Constants.CKA_KEY_TYPE, PKCS11Constants.CKK_EC),
            of(PKCS11Constants.CKA_EC_PARAMS, P256),
            of(PKCS11Constants.CKA_TOKEN, token),
            of(PKCS11Constants.CKA_PRIVATE, false),
            of(use, true)
        };
        return join(base, more);
    }

    /** A P-256 private key for one use, CKA_SIGN or CKA_DERIVE. */
    static CK_ATTRIBUTE[] privateKey(boolean token, boolean extractable, long use, CK_ATTRIBUTE... more) {
        CK_ATTRIBUTE[] base = {
            objectClass(PKCS11Constants.CKO_PRIVATE_KEY),
            of(PKCS11Constants.CKA_KEY_TYPE, PKCS11Constants.CKK_EC),
            of(PKCS11Constants.CKA_TOKEN, token),
            of(PKCS11Constants.CKA_PRIVATE, true),
            of(PKCS11Constants.CKA_SENSITIVE, true),
            extractable(extractable),
            of(PKCS11Constants.CKA_SIGN, use == PKCS11Constants.CKA_SIGN),
            of(PKCS11Constants.CKA_DERIVE, use == PKCS11Constants.CKA_DERIVE)
        };
        return join(base, more);
    }

    /** A 256-bit secret that may only MAC. */
    static CK_ATTRIBUTE[] macKey(boolean token, boolean extractable, CK_ATTRIBUTE... more) {
        return join(
                secret(PKCS11Constants.CKK_GENERIC_SECRET, token, true, extractable),
                join(uses(PKCS11Constants.CKA_SIGN), more));
    }

    /** An AES-256 token key that may only wrap and unwrap. */
    static CK_ATTRIBUTE[] wrapKey(CK_ATTRIBUTE... more) {
        return join(
                secret(PKCS11Constants.CKK_AES, true, true, false),
                join(uses(PKCS11Constants.CKA_WRAP, PKCS11Constants.CKA_UNWRAP), more));
    }

    /** An AES-256 token key that may only encrypt and decrypt. */
    static CK_ATTRIBUTE[] sealKey(CK_ATTRIBUTE... more) {
        return join(
                secret(PKCS11Constants.CKK_AES, true, true, false),
                join(uses(PKCS11Constants.CKA_ENCRYPT, PKCS11Constants.CKA_DECRYPT), more));
    }

    /** An AES-256 token key that may only MAC. */
    static CK_ATTRIBUTE[] cmacKey(CK_ATTRIBUTE... more) {
        return join(secret(PKCS11Constants.CKK_AES, true, true, false), join(uses(PKCS11Constants.CKA_SIGN), more));
    }

    /** A key like this that the token made itself and never gave out. */
    static CK_ATTRIBUTE[] neverOutside(CK_ATTRIBUTE[] template) {
        return join(
                template,
                of(PKCS11Constants.CKA_LOCAL, true),
                of(PKCS11Constants.CKA_ALWAYS_SENSITIVE, true),
                of(PKCS11Constants.CKA_NEVER_EXTRACTABLE, true));
    }

    /** The size of a secret that is generated or derived; an unwrapped key brings its own. */
    static CK_ATTRIBUTE[] sized(CK_ATTRIBUTE[] template) {
        return join(template, of(PKCS11Constants.CKA_VALUE_LEN, SECRET_BYTES));
    }

    /** The shared secret of an agreement. By default it would be neither sensitive nor extractable. */
    static CK_ATTRIBUTE[] sharedSecret(boolean readable) {
        return join(
                sized(secret(PKCS11Constants.CKK_GENERIC_SECRET, false, !readable, readable)),
                of(PKCS11Constants.CKA_PRIVATE, true));
    }

    private static CK_ATTRIBUTE[] secret(long keyType, boolean token, boolean sensitive, boolean extractable) {
        return new CK_ATTRIBUTE[] {
            objectClass(PKCS11Constants.CKO_SECRET_KEY),
            of(PKCS11Constants.CKA_KEY_TYPE, keyType),
            of(PKCS11Constants.CKA_TOKEN, token),
            of(PKCS11Constants.CKA_SENSITIVE, sensitive),
            extractable(extractable)
        };
    }

    private static CK_ATTRIBUTE[] uses(long... allowed) {
        long[] all = {
            PKCS11Constants.CKA_SIGN,
            PKCS11Constants.CKA_VERIFY,
            PKCS11Constants.CKA_ENCRYPT,
            PKCS11Constants.CKA_DECRYPT,
            PKCS11Constants.CKA_WRAP,
            PKCS11Constants.CKA_UNWRAP,
            PKCS11Constants.CKA_DERIVE
        };
        CK_ATTRIBUTE[] uses = new CK_ATTRIBUTE[all.length + 1];
        for (int i = 0; i < all.length; i++) {
            boolean may = false;
            for (long use : allowed) {
                may |= use == all[i];
            }
            uses[i] = of(all[i], may);
        }
        uses[all.length] = of(PKCS11Constants.CKA_PRIVATE, true);
        return uses;
    }

    private static CK_ATTRIBUTE[] join(CK_ATTRIBUTE[] first, CK_ATTRIBUTE... second) {
        CK_ATTRIBUTE[] all = new CK_ATTRIBUTE[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
