package io.sealcharge.hsm.pkcs11;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * In what a vendor's token differs: the data of {@code profiles/NAME.properties}.
 *
 * @param name as shown to people
 * @param manufacturers how the token's manufacturer id begins, in lower case
 * @param libraries what the library's file name contains; tells the flags before the token can be asked
 * @param initFlags flags of C_Initialize
 * @param calls how the functions of the busy paths are called
 * @param kdf where the key derivation function runs
 * @param wrapMechanism wraps private keys
 * @param unwrapsEcPrivateKeys whether a wrapped EC private key can come back
 * @param aesGcm whether its AES-GCM can be used
 * @param cmacMechanism MACs with AES
 * @param peerPoint how a public point enters C_DeriveKey
 * @param suspectLimit errors that tell nothing, one after the other, until the module counts as sick
 */
record VendorProfile(
        String name,
        List<String> manufacturers,
        List<String> libraries,
        long initFlags,
        Calls calls,
        Kdf kdf,
        long wrapMechanism,
        boolean unwrapsEcPrivateKeys,
        boolean aesGcm,
        long cmacMechanism,
        PeerPoint peerPoint,
        int suspectLimit,
        ErrorTable errors) {

    private static final VendorProfile GENERIC = load("generic");
    private static final List<VendorProfile> SPECIAL = List.of(load("softhsm"), load("nss"));

    /** How functions are called. */
    enum Calls {
        /** Past the wrapper where the machine permits it. */
        DIRECT,
        /** Through the wrapper, for a library that minds. */
        WRAPPER
    }

    /** Where the Concat KDF runs. */
    enum Kdf {
        /** In the token, by C_DigestKey: the shared secret is never extractable. */
        DIGEST_KEY,
        /** Here: the shared secret is read out and wiped. */
        EXTRACT_SECRET
    }

    /** How the public point is written in CK_ECDH1_DERIVE_PARAMS (PKCS#11 3.1, 6.3.17, allows both). */
    enum PeerPoint {
        RAW,
        DER_OCTET_STRING
    }

    /** The profile for a library, before the token can be asked. */
    static VendorProfile forLibrary(String fileName) {
        return SPECIAL.stream()
                .filter(profile -> profile.libraries.stream().anyMatch(fileName::contains))
                .findFirst()
                .orElse(GENERIC);
    }

    /** The profile for a token's manufacturer id; {@code generic} if no other fits. */
    static VendorProfile forManufacturer(String manufacturer) {
        String lower = manufacturer.toLowerCase(Locale.ROOT);
        return SPECIAL.stream()
                .filter(profile -> profile.manufacturers.stream().anyMatch(lower::startsWith))
                .findFirst()
                .orElse(GENERIC);
    }

    static VendorProfile load(String name) {
        return of(name, ErrorTable.resource("profiles/" + name + ".properties"));
    }

    static VendorProfile of(String name, Properties data) {
        Map<String, String> left = new HashMap<>();
        data.forEach((key, value) -> left.put(key.toString(), value.toString().trim()));
        Map<String, String> errors = new HashMap<>();
        left.keySet().removeIf(key -> {
            if (!key.startsWith("error.")) {
                return false;
            }
            errors.put(key.substring("error.".length()), left.getOrDefault(key, ""));
            return true;
        });
        VendorProfile profile = new VendorProfile(
                name,
                list(left, "match.manufacturer"),
                list(left, "match.library"),
                Long.decode(take(left, "init-flags")),
                choice(Calls.class, take(left, "calls")),
                choice(Kdf.class, take(left, "kdf")),
                mechanism(take(left, "wrap-mechanism")),
                bool(take(left, "unwraps-ec-private-keys")),
                bool(take(left, "aes-gcm")),
                mechanism(take(left, "cmac-mechanism")),
                choice(PeerPoint.class, take(left, "peer-point")),
                Integer.parseInt(take(left, "suspect-limit")),
                ErrorTable.with(errors));
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + " has unknown entries " + left.keySet());
        }
        return profile;
    }

    private static String take(Map<String, String> data, String key) {
        String value = data.remove(key);
        if (value == null) {
            throw new IllegalArgumentException("a profile lacks " + key);
        }
        return value;
    }

    private static List<String> list(Map<String, String> data, String key) {
        String value = take(data, key);
        return value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*", -1));
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean bool(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + value);
        };
    }

    private static long mechanism(String name) {
        Long code = name.startsWith("0x") ? Long.decode(name) : PKCS11Constants.ckmNameToCode(name);
        if (code == null) {
            throw new IllegalArgumentException("no mechanism is called " + name);
        }
        return code;
    }
}
