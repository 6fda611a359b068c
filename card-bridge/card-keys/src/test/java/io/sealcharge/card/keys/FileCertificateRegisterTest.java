package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateRegisterTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000a1");
    private static final SerialNumber OTHER = SerialNumber.parse("00000000000000a2");
    private static final CardId OTHER_CARD = CardId.parse("6225000100000025");

    @TempDir
    private Path folder;

    private final CardCertificate certificate = certificate(1, Issuer.CARD);

    @Test
    void aRowStandsUnsignedAndThenSignedForWhoeverLooksNext() {
        CardSignature signature = signature(7);

        assertThat(register().find(SERIAL)).isEmpty();
        register().add(SERIAL, certificate);
        assertThat(register().find(SERIAL)).contains(new CardRecord(SERIAL, certificate, Optional.empty()));
        register().sign(SERIAL, new Signed<>(certificate, signature));
        assertThat(register().find(SERIAL)).contains(new CardRecord(SERIAL, certificate, Optional.of(signature)));
        assertThat(register().find(OTHER)).isEmpty();
    }

    @Test
    void theSameAgainChangesNothingAndTheFirstSignatureStays() {
        register().add(SERIAL, certificate);
        assertThat(register().add(SERIAL, certificate).signature()).isEmpty();
        register().sign(SERIAL, new Signed<>(certificate, signature(7)));

        assertThat(register()
                        .sign(SERIAL, new Signed<>(certificate, signature(8)))
                        .signature())
                .isEqualTo(signature(7));
        assertThat(register().add(SERIAL, certificate).signature()).contains(signature(7));
    }

    @Test
    void aCardAndAnEpochHaveOneCertificateAndASerialNumberOneCard() {
        register().add(SERIAL, certificate);

        assertThatThrownBy(() -> register().add(OTHER, certificate)).isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> register().add(OTHER, certificate(1, Issuer.CARD, 3)))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> register().add(SERIAL, certificate(1, Issuer.CARD, 3)))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> register().add(SERIAL, certificate(1, OTHER_CARD)))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> register().sign(OTHER, new Signed<>(certificate, signature(7))))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> register().sign(SERIAL, new Signed<>(certificate(2, Issuer.CARD), signature(7))))
                .isInstanceOf(CardKeyException.class);
        register().add(OTHER, certificate(1, OTHER_CARD));
    }

    @Test
    void ofManyAtOnceOneGetsTheCard() throws InterruptedException {
        FileCertificateRegister register = register();
        List<Callable<CardRecord>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SerialNumber serial = SerialNumber.parse("00000000000000b" + i);
            work.add(() -> register.add(serial, certificate));
        }
        int added = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<CardRecord> each : threads.invokeAll(work)) {
                try {
                    each.get();
                    added++;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(CardKeyException.class);
                }
            }
        }
        assertThat(added).isEqualTo(1);
    }

    @Test
    void aSpoiltRowIsNotOverwritten() throws IOException {
        register().add(SERIAL, certificate);
        Path file = folder.resolve(SERIAL + ".certificate");
        Files.writeString(file, "e4");

        assertThatThrownBy(() -> register().find(SERIAL))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> register().add(SERIAL, certificate)).isInstanceOf(CardKeyException.class);
        assertThat(file).hasContent("e4");
    }

    private FileCertificateRegister register() {
        return new FileCertificateRegister(folder);
    }

    private static CardCertificate certificate(int epoch, CardId card) {
        return certificate(epoch, card, 1);
    }

    private static CardCertificate certificate(int epoch, CardId card, int s) {
        EncodedPoint y =
                P256.encode(P256.generator().multiply(BigInteger.valueOf(s)).normalize());
        return new CardCertificate(Issuer.ID, epoch, card, CardPublicKey.certified(y));
    }

    private static CardSignature signature(int number) {
        return Ecdsa.signature(BigInteger.valueOf(number), BigInteger.valueOf(number));
    }
}
