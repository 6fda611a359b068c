package io.sealcharge.card.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.card.protocol.EncodedPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One vector of Project Wycheproof's ECDSA tests on P-256 with SHA-256. */
record WycheproofEcdsa(int tcId, String comment, EncodedPoint key, byte[] message, byte[] signature, boolean valid) {

    /** @param file in the folder {@code wycheproof} of the resources */
    static List<WycheproofEcdsa> all(String file) {
        try (InputStream in = WycheproofEcdsa.class.getResourceAsStream("/wycheproof/" + file)) {
            List<WycheproofEcdsa> vectors = new ArrayList<>();
            for (JsonNode group : new ObjectMapper().readTree(in).get("testGroups")) {
                EncodedPoint key = EncodedPoint.parse(
                        group.get("publicKey").get("uncompressed").textValue());
                for (JsonNode test : group.get("tests")) {
                    vectors.add(new WycheproofEcdsa(
                            test.get("tcId").intValue(),
                            test.get("comment").textValue(),
                            key,
                            HexFormat.of().parseHex(test.get("msg").textValue()),
                            HexFormat.of().parseHex(test.get("sig").textValue()),
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
