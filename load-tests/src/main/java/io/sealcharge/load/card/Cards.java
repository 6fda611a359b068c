package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.simulator.CardMemory;
import io.sealcharge.card.simulator.CardModel;
import io.sealcharge.card.simulator.FileMemory;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.card.software.CardStorage;
import io.sealcharge.card.software.PowerSupply;
import io.sealcharge.card.software.SlotFile;
import io.sealcharge.card.software.SoftwareCard;
import io.sealcharge.card.testkit.TestIssuer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Makes the cards that are measured. */
final class Cards {
    static final String SOFTWARE = "software card";
    static final String SOFTWARE_FILE = "software card, its file";
    static final String SIMULATOR = "simulator";
    static final String SIMULATOR_FILE = "simulator, its file";

    private final SecureRandom random = new SecureRandom();
    private final Issuer issuer;
    private final Path folder;
    private long serials;

    /** @param folder where the cards' files go */
    Cards(Issuer issuer, Path folder) {
        this.issuer = issuer;
        this.folder = folder;
    }

    /** A card in plain Java, in memory or in a file. */
    MeasuredCard software(KeyScheme scheme, boolean inFile) {
        SerialNumber serial = nextSerial();
        CardStorage storage = inFile ? SlotFile.open(file(serial)) : CardStorage.inMemory();
        SoftwareCard card =
                SoftwareCard.insert(serial, TestIssuer.transportKey(serial), storage, random, PowerSupply.STEADY);
        return MeasuredCard.of(inFile ? SOFTWARE_FILE : SOFTWARE, scheme, serial, card::transmit, card::close, issuer);
    }

    /** The applet in the simulator, in memory or in a file that is synced at each change. */
    MeasuredCard simulated(KeyScheme scheme, boolean inFile) {
        SerialNumber serial = nextSerial();
        CardMemory memory = inFile ? new FileMemory(file(serial)) : CardMemory.volatileMemory();
        try (TransportKey transport = TestIssuer.transportKey(serial)) {
            CardModel model = CardModel.blank(serial.bytes(), transport.bytes());
            SimulatedCard card = SimulatedCard.insert(model, memory, random);
            return MeasuredCard.of(
                    inFile ? SIMULATOR_FILE : SIMULATOR, scheme, serial, card::transmit, card::close, issuer);
        }
    }

    private Path file(SerialNumber serial) {
        return folder.resolve(serial.toString());
    }

    private SerialNumber nextSerial() {
        serials++;
        return new SerialNumber(
                ByteBuffer.allocate(SerialNumber.LENGTH).putLong(serials).array());
    }
}
