package io.sealcharge.hsm.testkit;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A peer's point that no HSM may compute with. */
record BadPoint(String name, byte[] bytes) {

    static List<BadPoint> all() throws GeneralSecurityException {
        byte[] good = JcaP256.point(JcaP256.generate(new SecureRandom()).getPublic());
        byte[] offCurve = good.clone();
        offCurve[64] ^= 1;
        byte[] compressed = Arrays.copyOf(good, 33);
        compressed[0] = (byte) (2 + (good[64] & 1));
        byte[] hybrid = good.clone();
        hybrid[0] = (byte) (6 + (good[64] & 1));
        byte[] derWrapped = new byte[67];
        derWrapped[0] = 4;
        derWrapped[1] = 65;
        System.arraycopy(good, 0, derWrapped, 2, 65);
        return List.of(
                new BadPoint("off the curve", offCurve),
                new BadPoint("all zero", uncompressed("00".repeat(64))),
                new BadPoint("x beyond the field", uncompressed("ff".repeat(32) + "00".repeat(31) + "01")),
                new BadPoint("x is p", uncompressed(FIELD_PRIME + "00".repeat(32))),
                new BadPoint("infinity", new byte[] {0}),
                new BadPoint("infinity padded", new byte[65]),
                new BadPoint("empty", new byte[0]),
                new BadPoint("one byte short", Arrays.copyOf(good, 64)),
                new BadPoint("one byte long", Arrays.copyOf(good, 66)),
                new BadPoint("compressed", compressed),
                new BadPoint("hybrid", hybrid),
                new BadPoint("in an OCTET STRING", derWrapped),
                new BadPoint("of P-384", HexFormat.of().parseHex("04" + "17".repeat(96))));
    }

    private static final String FIELD_PRIME = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

    private static byte[] uncompressed(String coordinates) {
        return HexFormat.of().parseHex("04" + coordinates);
    }

    @Override
    public String toString() {
        return name;
    }
}
