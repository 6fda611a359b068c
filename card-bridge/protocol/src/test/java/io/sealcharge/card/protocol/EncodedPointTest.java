package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncodedPointTest {
    private static final String P = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

    @Test
    void theGeneratorAndKeysAreOnTheCurve() {
        assertThat(EncodedPoint.G.isOnCurve()).isTrue();
        assertThat(VectorSamples.DERIVED_CARD.point().isOnCurve()).isTrue();
        assertThat(VectorSamples.DERIVED_CARD.generator().isOnCurve()).isTrue();
    }

    @Test
    void oneBitAsideIsOffTheCurve() {
        for (int at : new int[] {1, 32, 33, 64}) {
            byte[] bytes = EncodedPoint.G.bytes();
            bytes[at] ^= 1;
            assertThat(new EncodedPoint(bytes).isOnCurve()).isFalse();
        }
    }

    @Test
    void coordinatesAreReduced() {
        // x = 0 is on the curve with y = sqrt(b); x = p stands for the same and is refused
        String y = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";
        assertThat(EncodedPoint.parse("04" + "00".repeat(32) + y).isOnCurve()).isTrue();
        assertThat(EncodedPoint.parse("04" + P + y).isOnCurve()).isFalse();
        assertThat(EncodedPoint.parse("04" + "00".repeat(64)).isOnCurve()).isFalse();
    }
}
