package io.sealcharge.hsm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One vector of Project Wycheproof's {@code ecdh_secp256r1_ecpoint_test.json}. */
record WycheproofEcdh(int tcId, String comment, byte[] point, BigInteger privateKey, byte[] shared, boolean valid) {

    static List<WycheproofEcdh> all() {
        try (InputStream in =
                WycheproofEcdh.class.getResourceAsStream("/wycheproof/ecdh_secp256r1_ecpoint_test.json")) {
            List<WycheproofEcdh> vectors = new ArrayList<>();
            for (JsonNode group : new ObjectMapper().readTree(in).get("testGroups")) {
                for (JsonNode test : group.get("tests")) {
                    vectors.add(new WycheproofEcdh(
                            test.get("tcId").intValue(),
                            test.get("comment").textValue(),
                            HexFormat.of().parseHex(test.get("public").textValue()),
                            new BigInteger(test.get("private").textValue(), 16),
                            HexFormat.of().parseHex(test.get("shared").textValue()),
                            test.get("result").textValue().equals("valid")));
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "tcId " + tcId + " " + comment;
    }
}
