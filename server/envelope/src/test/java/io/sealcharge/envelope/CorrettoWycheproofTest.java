package io.sealcharge.envelope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The Wycheproof vectors, with Corretto's cryptography. */
class CorrettoWycheproofTest extends WycheproofTest {
    @BeforeAll
    static void useCorrettos() {
        CryptoProvider.CORRETTO.use();
    }

    @AfterAll
    static void backToTheJdks() {
        CryptoProvider.JDK.use();
    }
}
