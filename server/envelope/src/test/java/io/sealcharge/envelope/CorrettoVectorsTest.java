package io.sealcharge.envelope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The vectors of the standards, with Corretto's cryptography. */
class CorrettoVectorsTest extends StandardVectorsTest {
    @BeforeAll
    static void useCorrettos() {
        CryptoProvider.CORRETTO.use();
    }

    @AfterAll
    static void backToTheJdks() {
        CryptoProvider.JDK.use();
    }
}
