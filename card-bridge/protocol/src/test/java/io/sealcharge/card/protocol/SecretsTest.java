package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Secrets print as stars, and are gone when they are closed. */
class SecretsTest {
    @Test
    void aPinPrintsAsStarsAlsoWithinItsCommand() {
        try (PinBlock pin = PinBlock.of("7302465".toCharArray())) {
            assertThat(pin).hasToString("***");
            assertThat(CardCommands.verify(pin).toString()).doesNotContain("7302");
            assertThat(CardCommands.changePin(pin, pin).toString()).doesNotContain("7302");
            PinBlock.requireWellFormed(pin.bytes());
        }
    }

    @Test
    void aPinHasFourToTwelveDigits() {
        for (String bad : new String[] {"", "123", "1234567890123", "12a4", "12 4", "１２３４"}) {
            assertThatThrownBy(() -> PinBlock.of(bad.toCharArray()))
                    .isInstanceOf(MalformedCardDataException.class)
                    .hasMessage("PIN must be 4 to 12 digits");
        }
    }

    @Test
    void closingWipes() {
        PinBlock pin = PinBlock.of("1234".toCharArray());
        pin.close();
        assertThat(pin.bytes()).containsOnly(0);
        TransportKey transport = new TransportKey(filled(TransportKey.LENGTH));
        assertThat(transport).hasToString("***");
        transport.close();
        assertThat(transport.bytes()).containsOnly(0);
        DerivedCardKey derived = new DerivedCardKey(
                filled(DerivedCardKey.PRIVATE_LENGTH), CardPublicKey.derived(EncodedPoint.G, EncodedPoint.G));
        assertThat(derived).hasToString("***");
        derived.close();
        assertThat(derived.privateKey()).containsOnly(0);
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x33);
        return bytes;
    }
}
