package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.keys.WatchedConnection.Lost;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** An issuer, a folder for registers, and what personalisation must come to in the end. */
abstract class PersonalisationCase {
    static final SerialNumber SERIAL = SerialNumber.parse("00000000000000a1");
    static final SerialNumber OTHER_SERIAL = SerialNumber.parse("00000000000000a2");

    @TempDir
    private Path folder;

    final InMemoryHsm server = new InMemoryHsm();
    final InMemoryHsm officers = new InMemoryHsm();
    final Issuer issuer = new Issuer(server, officers);

    FileCertificateRegister register(String name) {
        return new FileCertificateRegister(folder.resolve(name));
    }

    static WatchedConnection tornAt(SimulatedCard card, int command) {
        return new WatchedConnection(card::transmit).with((number, apdu, next) -> {
            byte[] answer = next.transmit(apdu);
            if (number == command) {
                throw new Lost();
            }
            return answer;
        });
    }

    void assertEndsWell(FileCertificateRegister register, SimulatedCard card, KeyScheme scheme) {
        var before = register.find(SERIAL);
        CertifiedCard certified = issuer.personalisation(register).run(card::transmit, issuer.order(scheme));

        CardRecord row = register.find(SERIAL).orElseThrow();
        assertThat(row.certificate()).isEqualTo(certified.certificate());
        before.ifPresent(former -> {
            assertThat(row.certificate()).as("the key in the row stays").isEqualTo(former.certificate());
            former.signature()
                    .ifPresent(signature -> assertThat(row.signature()).contains(signature));
        });
        ConnectedCard connected = new ConnectedCard(card::transmit);
        assertThat(connected.select().state()).isEqualTo(CardState.ACTIVE);
        assertThat(connected.certificate()).isEqualTo(row.signed().orElseThrow());
        assertThat(issuer.personalisation(register)
                        .run(card::transmit, issuer.order(scheme))
                        .certificate())
                .as("once more finds it done")
                .isEqualTo(row.certificate());
    }
}
