package io.sealcharge.cli.hsm;

import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyManifest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of a token for people and for machines. Nothing in it is secret. */
final class KeyTable {
    private static final String ROW = "%-18s %5s  %-16s %-32s %s";

    private KeyTable() {}

    static Map<String, Object> document(KeyManifest manifest) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "token",
                Map.of(
                        "label", manifest.token().label(),
                        "serial", manifest.token().serialNumber()));
        document.put("keys", manifest.keys().stream().map(KeyTable::document).toList());
        return document;
    }

    private static Map<String, Object> document(KeyManifest.Entry entry) {
        KeyDescription key = entry.key();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("role", key.id().role().label());
        document.put("epoch", key.id().epoch());
        document.put("type", key.id().role().type().name());
        document.put("ckaId", HexFormat.of().formatHex(key.ckaId()));
        document.put("createdAt", entry.createdAt().toString());
        return document;
    }

    static String[] lines(KeyManifest manifest) {
        List<String> rows = manifest.keys().stream()
                .map(entry -> ROW.formatted(
                        entry.key().id().role().label(),
                        entry.key().id().epoch(),
                        entry.key().id().role().type(),
                        HexFormat.of().formatHex(entry.key().ckaId()),
                        entry.createdAt()))
                .toList();
        return Stream.concat(
                        Stream.of(
                                "token " + manifest.token().label() + ", serial number "
                                        + manifest.token().serialNumber(),
                                ROW.formatted("role", "epoch", "type", "CKA_ID", "made at")),
                        rows.stream())
                .toArray(String[]::new);
    }
}
