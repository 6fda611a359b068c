package io.sealcharge.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import iaik.pkcs.pkcs11.wrapper.PKCS11;
import io.sealcharge.hsm.pkcs11.FunctionList.Function;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * A session that calls the functions of the busy paths past the wrapper's JNI, which looks up Java's classes and fields for
 * each structure in each call and asks for lengths first: that costs a third of a recharge's time in SoftHSM. All other
 * functions are the wrapper's.
 */
final class DirectSession extends CkSession {
    /** More than a signature, a MAC, a digest, a wrapped P-256 key (about 150 bytes) or a point has. */
    private static final int RESULT_BYTES = 1_024;

    private static final long GCM_TAG_BYTES = GCM_TAG_BITS / Byte.SIZE;

    /** The functions by the shapes of their parameters, where L is a number and P a pointer; the first L is the session. */
    private static final MethodHandle L_L = shape(JAVA_LONG, JAVA_LONG);

    private static final MethodHandle L_P = shape(JAVA_LONG, ADDRESS);
    private static final MethodHandle L_P_L = shape(JAVA_LONG, ADDRESS, JAVA_LONG);
    private static final MethodHandle L_P_P = shape(JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle L_L_P_L = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
    private static final MethodHandle L_P_L_P_P = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle L_P_L_L_P_P = shape(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle L_P_L_P_L_P = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle L_P_P_L_P_L_P_P =
            shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

    private final FunctionList functions;

    DirectSession(PKCS11 module, long handle, FunctionList functions) {
        super(module, handle);
        this.functions = functions;
    }

    /**
     * Whether the functions know the session that the wrapper has opened. Some modules, such as p11-kit's, have a state for
     * each time that they are asked for their functions; what was initialised is then the wrapper's alone.
     */
    boolean isKnown() {
        try (CallMemory memory = new CallMemory(0)) {
            // CK_SESSION_INFO (PKCS#11 3.1, 3.3): four numbers
            MemorySegment info = memory.words(0, 0, 0, 0);
            long answer = answer(Function.C_GetSessionInfo, (at, session) -> (long) L_P.invokeExact(at, session, info));
            return answer != PKCS11Constants.CKR_CRYPTOKI_NOT_INITIALIZED
                    && answer != PKCS11Constants.CKR_SESSION_HANDLE_INVALID;
        }
    }

    @SuppressWarnings("restricted") // calls into the library, as the wrapper's JNI does
    private static MethodHandle shape(MemoryLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, parameters));
    }

    /** A call of a native function, which gives its CKR code. */
    @FunctionalInterface
    private interface Call {
        long on(MemorySegment address, long session) throws Throwable;
    }

    private long answer(Function function, Call call) {
        try {
            return call.on(functions.at(function), handle);
        } catch (Throwable impossible) {
            throw new IllegalStateException(function + " cannot be called", impossible);
        }
    }

    private void run(Function function, Call call) {
        long answer = answer(function, call);
        if (answer != PKCS11Constants.CKR_OK) {
            throw new CkException(function.name(), answer);
        }
    }

    @Override
    byte[] bytes(long object, long attribute) {
        try (CallMemory memory = new CallMemory(RESULT_BYTES)) {
            MemorySegment value = memory.room(RESULT_BYTES);
            MemorySegment template = memory.wanted(attribute, value);
            long answer = answer(Function.C_GetAttributeValue, (at, session) ->
                    (long) L_L_P_L.invokeExact(at, session, object, template, 1L));
            if (answer == PKCS11Constants.CKR_BUFFER_TOO_SMALL) {
                return super.bytes(object, attribute);
            }
            if (answer == PKCS11Constants.CKR_ATTRIBUTE_SENSITIVE
                    || answer == PKCS11Constants.CKR_ATTRIBUTE_TYPE_INVALID) {
                return new byte[0];
            }
            if (answer != PKCS11Constants.CKR_OK) {
                throw new CkException("C_GetAttributeValue", answer);
            }
            return taken(value, CallMemory.length(template));
        }
    }

    @Override
    void set(long object, CK_ATTRIBUTE... attributes) {
        try (CallMemory memory = new CallMemory(0)) {
            MemorySegment template = memory.template(attributes);
            long count = attributes.length;
            run(Function.C_SetAttributeValue, (at, session) ->
                    (long) L_L_P_L.invokeExact(at, session, object, template, count));
        }
    }

    @Override
    void destroy(long object) {
        run(Function.C_DestroyObject, (at, session) -> (long) L_L.invokeExact(at, session, object));
    }

    @Override
    byte[] sign(long mechanism, long key, byte[] data) {
        try (CallMemory memory = new CallMemory(data.length + (long) RESULT_BYTES)) {
            begin(Function.C_SignInit, memory.mechanism(mechanism), key);
            return transformed(Function.C_Sign, memory, data, RESULT_BYTES);
        }
    }

    @Override
    byte[] random(int length) {
        try (CallMemory memory = new CallMemory(length)) {
            MemorySegment drawn = memory.room(length);
            long wanted = length;
            run(Function.C_GenerateRandom, (at, session) -> (long) L_P_L.invokeExact(at, session, drawn, wanted));
            return drawn.toArray(JAVA_BYTE);
        }
    }

    @Override
    KeyPair generateKeyPair(long mechanism, CK_ATTRIBUTE[] publicKey, CK_ATTRIBUTE[] privateKey) {
        try (CallMemory memory = new CallMemory(0)) {
            MemorySegment how = memory.mechanism(mechanism);
            MemorySegment publicTemplate = memory.template(publicKey);
            MemorySegment privateTemplate = memory.template(privateKey);
            long publicCount = publicKey.length;
            long privateCount = privateKey.length;
            MemorySegment publicHandle = memory.number(0);
            MemorySegment privateHandle = memory.number(0);
            run(Function.C_GenerateKeyPair, (at, session) -> (long) L_P_P_L_P_L_P_P.invokeExact(
                    at,
                    session,
                    how,
                    publicTemplate,
                    publicCount,
                    privateTemplate,
                    privateCount,
                    publicHandle,
                    privateHandle));
            return new KeyPair(publicHandle.get(JAVA_LONG, 0), privateHandle.get(JAVA_LONG, 0));
        }
    }

    /** Once, into a buffer that is large enough: asked for the length alone, SoftHSM wraps the key as well. */
    @Override
    byte[] wrap(long mechanism, long wrappingKey, long key) {
        try (CallMemory memory = new CallMemory(RESULT_BYTES)) {
            MemorySegment how = memory.mechanism(mechanism);
            MemorySegment wrapped = memory.room(RESULT_BYTES);
            MemorySegment length = memory.number(RESULT_BYTES);
            run(Function.C_WrapKey, (at, session) ->
                    (long) L_P_L_L_P_P.invokeExact(at, session, how, wrappingKey, key, wrapped, length));
            return taken(wrapped, length.get(JAVA_LONG, 0));
        }
    }

    @Override
    long agree(long privateKey, byte[] peerPoint, CK_ATTRIBUTE... attributes) {
        try (CallMemory memory = new CallMemory(peerPoint.length)) {
            MemorySegment peer = memory.copy(peerPoint);
            // CK_ECDH1_DERIVE_PARAMS (PKCS#11 3.1, 6.3.17): kdf, shared data, public data
            MemorySegment parameters = memory.words(PKCS11Constants.CKD_NULL, 0, 0, peer.byteSize(), peer.address());
            MemorySegment how = memory.mechanism(PKCS11Constants.CKM_ECDH1_DERIVE, parameters);
            MemorySegment template = memory.template(attributes);
            long count = attributes.length;
            MemorySegment derived = memory.number(0);
            run(Function.C_DeriveKey, (at, session) ->
                    (long) L_P_L_P_L_P.invokeExact(at, session, how, privateKey, template, count, derived));
            return derived.get(JAVA_LONG, 0);
        }
    }

    @Override
    byte[] encryptGcm(long key, byte[] iv, byte[] additionalData, byte[] plaintext) {
        long result = plaintext.length + GCM_TAG_BYTES;
        try (CallMemory memory = new CallMemory(iv.length + additionalData.length + plaintext.length + result)) {
            begin(Function.C_EncryptInit, gcm(memory, iv, additionalData), key);
            return transformed(Function.C_Encrypt, memory, plaintext, result);
        }
    }

    @Override
    byte[] decryptGcm(long key, byte[] iv, byte[] additionalData, byte[] ciphertextAndTag) {
        // modules check the room against the text with its tag
        long result = ciphertextAndTag.length;
        try (CallMemory memory = new CallMemory(iv.length + additionalData.length + 2 * result)) {
            begin(Function.C_DecryptInit, gcm(memory, iv, additionalData), key);
            return transformed(Function.C_Decrypt, memory, ciphertextAndTag, result);
        }
    }

    /** CK_GCM_PARAMS (PKCS#11 3.1, 6.13.3.2): IV, its bytes and bits, additional data, bits of the tag. */
    private static MemorySegment gcm(CallMemory memory, byte[] iv, byte[] additionalData) {
        MemorySegment vector = memory.copy(iv);
        MemorySegment more = memory.copy(additionalData);
        MemorySegment parameters = memory.words(
                vector.address(),
                vector.byteSize(),
                vector.byteSize() * Byte.SIZE,
                more.address(),
                more.byteSize(),
                GCM_TAG_BITS);
        return memory.mechanism(PKCS11Constants.CKM_AES_GCM, parameters);
    }

    @Override
    byte[] digestAround(byte[] before, long key, byte[] after) {
        try (CallMemory memory = new CallMemory(before.length + after.length + (long) RESULT_BYTES)) {
            MemorySegment how = memory.mechanism(PKCS11Constants.CKM_SHA256);
            run(Function.C_DigestInit, (at, session) -> (long) L_P.invokeExact(at, session, how));
            digest(memory.copy(before));
            run(Function.C_DigestKey, (at, session) -> (long) L_L.invokeExact(at, session, key));
            if (after.length > 0) {
                digest(memory.copy(after));
            }
            MemorySegment digest = memory.room(RESULT_BYTES);
            MemorySegment length = memory.number(RESULT_BYTES);
            run(Function.C_DigestFinal, (at, session) -> (long) L_P_P.invokeExact(at, session, digest, length));
            return taken(digest, length.get(JAVA_LONG, 0));
        }
    }

    private void digest(MemorySegment data) {
        long length = data.byteSize();
        run(Function.C_DigestUpdate, (at, session) -> (long) L_P_L.invokeExact(at, session, data, length));
    }

    private void begin(Function init, MemorySegment mechanism, long key) {
        run(init, (at, session) -> (long) L_P_L.invokeExact(at, session, mechanism, key));
    }

    private byte[] transformed(Function function, CallMemory memory, byte[] data, long most) {
        MemorySegment from = memory.copy(data);
        long length = data.length;
        MemorySegment to = memory.room(most);
        MemorySegment written = memory.number(most);
        run(function, (at, session) -> (long) L_P_L_P_P.invokeExact(at, session, from, length, to, written));
        return taken(to, written.get(JAVA_LONG, 0));
    }

    private static byte[] taken(MemorySegment from, long length) {
        return length <= 0 ? new byte[0] : from.asSlice(0, length).toArray(JAVA_BYTE);
    }
}
