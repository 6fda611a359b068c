package io.sealcharge.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
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

/** Where a library's functions are: its CK_FUNCTION_LIST (PKCS#11 3.1, 3.6), a version and then pointers in a fixed order. */
final class FunctionList {
    private static final Logger log = LoggerFactory.getLogger(FunctionList.class);

    /** The functions that are called past the wrapper, and their places in the list. */
    enum Function {
        C_GetSessionInfo(15),
        C_DestroyObject(22),
        C_GetAttributeValue(24),
        C_SetAttributeValue(25),
        C_EncryptInit(29),
        C_Encrypt(30),
        C_DecryptInit(33),
        C_Decrypt(34),
        C_DigestInit(37),
        C_DigestUpdate(39),
        C_DigestKey(40),
        C_DigestFinal(41),
        C_SignInit(42),
        C_Sign(43),
        C_GenerateKeyPair(59),
        C_WrapKey(60),
        C_DeriveKey(62),
        C_GenerateRandom(64);

        private final int place;

        Function(int place) {
            this.place = place;
        }
    }

    /** The version fills a pointer's size. */
    private static final int BEFORE_FUNCTIONS = 1;

    private static final int FUNCTIONS = 68;

    private final MemorySegment list;

    private FunctionList(MemorySegment list) {
        this.list = list;
    }

    /**
     * @param library one that stays loaded
     * @return null where a CK_ULONG is smaller than a pointer (Windows), or the library shows no list of its functions
     */
    @SuppressWarnings("restricted") // calls into the library, as the wrapper's JNI does
    static @Nullable FunctionList of(Path library) {
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
            return new FunctionList(
                    pointer.get(ADDRESS, 0).reinterpret((BEFORE_FUNCTIONS + FUNCTIONS) * ADDRESS.byteSize()));
        } catch (Throwable notThere) {
            log.warn("PKCS#11 is called through the wrapper only, which is slower: {}", notThere.getMessage());
            return null;
        }
    }

    MemorySegment at(Function function) {
        return list.getAtIndex(ADDRESS, BEFORE_FUNCTIONS + (long) function.place);
    }
}
