package io.sealcharge.hsm.pkcs11;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * The remedy for each PKCS#11 error: {@code errors.properties}, with what a vendor's profile says otherwise. A line
 * {@code C_UnwrapKey.CKR_GENERAL_ERROR=REFUSE} holds for one function and goes before {@code CKR_GENERAL_ERROR=…}.
 */
final class ErrorTable {
    private final Map<Long, Remedy> byCode = new HashMap<>();
    private final Map<String, Map<Long, Remedy>> byFunction = new HashMap<>();

    private ErrorTable() {}

    /** @param overrides lines that go before those of {@code errors.properties} */
    static ErrorTable with(Map<String, String> overrides) {
        ErrorTable table = new ErrorTable();
        Properties base = resource("errors.properties");
        base.forEach((name, remedy) -> table.add(name.toString(), remedy.toString()));
        overrides.forEach(table::add);
        return table;
    }

    Remedy remedy(CkException error) {
        Remedy special = byFunction.getOrDefault(error.function(), Map.of()).get(error.code());
        if (special != null) {
            return special;
        }
        Remedy general = byCode.get(error.code());
        if (general != null) {
            return general;
        }
        // What a vendor invented may mean a sick token; what the standard has and the table has not is about the call.
        return error.code() >= PKCS11Constants.CKR_VENDOR_DEFINED ? Remedy.SUSPECT : Remedy.REFUSE;
    }

    private void add(String name, String remedy) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            byCode.put(code(name), Remedy.valueOf(remedy));
        } else {
            byFunction
                    .computeIfAbsent(name.substring(0, dot), function -> new HashMap<>())
                    .put(code(name.substring(dot + 1)), Remedy.valueOf(remedy));
        }
    }

    private static long code(String name) {
        Long code = name.startsWith("0x") ? Long.decode(name) : PKCS11Constants.ckrNameToCode(name);
        if (code == null) {
            throw new IllegalArgumentException("no PKCS#11 error is called " + name);
        }
        return code;
    }

    static Properties resource(String name) {
        Properties properties = new Properties();
        try (@Nullable InputStream in = ErrorTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
