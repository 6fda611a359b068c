package io.sealcharge.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * C_WrapKey (PKCS#11 3.1, 5.18.3) called once, into a buffer that is large enough. The wrapper calls it twice, first to
 * ask for the length, and SoftHSM does the whole work for that answer: making the copy of a one-time key would cost double.
 */
final class WrapFunction {
    private static final Logger log = LoggerFactory.getLogger(WrapFunction.class);

    /** A wrapped EC private key on P-256 has about 150 bytes. */
    private static final int ENOUGH = 1_024;

    /** CK_FUNCTION_LIST (PKCS#11 3.1, 3.6): a version, filled up to a pointer's size, then the functions. */
    private static final long BEFORE_WRAP_KEY = 1 + 60;

    /** CK_MECHANISM (PKCS#11 3.1, 3.5), where CK_ULONG has the size of a pointer. */
    private static final MemoryLayout MECHANISM = MemoryLayout.structLayout(JAVA_LONG, ADDRESS, JAVA_LONG);

    private final MethodHandle wrapKey;

    private WrapFunction(MethodHandle wrapKey) {
        this.wrapKey = wrapKey;
    }

    /** @return null where a CK_ULONG is smaller than a pointer (Windows), or the library shows no list of its functions */
    @SuppressWarnings("restricted") // calls into the library, as the wrapper's JNI does
    static @Nullable WrapFunction of(Path library) {
        Linker linker = Linker.nativeLinker();
        MemoryLayout unsignedLong = linker.canonicalLayouts().get("long");
        if (unsignedLong == null || unsignedLong.byteSize() != ADDRESS.byteSize() || ADDRESS.byteSize() != Long.BYTES) {
            return null;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(ADDRESS);
            MethodHandle list = linker.downcallHandle(
                    SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow("C_GetFunctionList"),
                    FunctionDescriptor.of(JAVA_LONG, ADDRESS));
            long answer = (long) list.invokeExact(pointer);
            if (answer != PKCS11Constants.CKR_OK) {
                throw new CkException("C_GetFunctionList", answer);
            }
            MemorySegment functions = pointer.get(ADDRESS, 0).reinterpret((BEFORE_WRAP_KEY + 1) * ADDRESS.byteSize());
            return new WrapFunction(linker.downcallHandle(
                    functions.getAtIndex(ADDRESS, BEFORE_WRAP_KEY),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS)));
        } catch (Throwable notThere) {
            log.warn("C_WrapKey is called through the wrapper, which is slower: {}", notThere.getMessage());
            return null;
        }
    }

    /** @throws CkException from the module */
    byte[] wrap(long session, long mechanism, long wrappingKey, long key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(MECHANISM);
            parameters.set(JAVA_LONG, 0, mechanism);
            MemorySegment wrapped = arena.allocate(ENOUGH);
            MemorySegment length = arena.allocateFrom(JAVA_LONG, ENOUGH);
            long answer = call(session, parameters, wrappingKey, key, wrapped, length);
            if (answer != PKCS11Constants.CKR_OK) {
                throw new CkException("C_WrapKey", answer);
            }
            return wrapped.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
        }
    }

    private long call(
            long session,
            MemorySegment mechanism,
            long wrappingKey,
            long key,
            MemorySegment wrapped,
            MemorySegment length) {
        try {
            return (long) wrapKey.invokeExact(session, mechanism, wrappingKey, key, wrapped, length);
        } catch (Throwable impossible) {
            throw new IllegalStateException("C_WrapKey cannot be called", impossible);
        }
    }
}
