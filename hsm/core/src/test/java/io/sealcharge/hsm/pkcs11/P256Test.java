package io.sealcharge.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.HsmException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class P256Test {
    /** The base point (SP 800-186, 3.2.1.3). */
    private static final byte[] G = HexFormat.of()
            .parseHex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                    + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    @Test
    void theBasePointAndItsNegativeLieOnTheCurve() {
        byte[] negative = G.clone();
        BigInteger p = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        byte[] y = p.subtract(new BigInteger(1, Arrays.copyOfRange(G, 33, 65))).toByteArray();
        System.arraycopy(y, y.length - 32, negative, 33, 32);

        assertThat(P256.isOnCurve(G)).isTrue();
        assertThat(P256.isOnCurve(negative)).isTrue();
    }

    @Test
    void everyOtherShapeIsRefused() {
        byte[] offCurve = G.clone();
        offCurve[64] ^= 1;
        byte[] compressed = Arrays.copyOf(G, 33);
        compressed[0] = 3;
        byte[] hybrid = G.clone();
        hybrid[0] = 6;
        byte[] overP = new byte[65];
        Arrays.fill(overP, (byte) 0xff);
        overP[0] = 4;
        byte[] zero = new byte[65];
        zero[0] = 4;

        for (byte[] bad : new byte[][] {
            offCurve, compressed, hybrid, overP, zero, new byte[] {0}, new byte[0], Arrays.copyOf(G, 64), new byte[66]
        }) {
            assertThat(P256.isOnCurve(bad)).as(HexFormat.of().formatHex(bad)).isFalse();
            assertThatThrownBy(() -> P256.requireOnCurve(bad)).isInstanceOf(HsmException.class);
        }
    }

    @Test
    void thePointOfAnAttributeComesInTwoForms() {
        assertThat(P256.ofAttribute(G)).isEqualTo(G);
        assertThat(P256.ofAttribute(P256.octetString(G))).isEqualTo(G);
        assertThatThrownBy(() -> P256.ofAttribute(new byte[0])).isInstanceOf(HsmException.class);
    }
}
