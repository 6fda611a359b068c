package io.sealcharge.cli.issuer;

import io.sealcharge.card.keys.CardConnection;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.simulator.CardModel;
import io.sealcharge.card.simulator.FileMemory;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/** A card without plastic: the applet in a simulator, its memory in a file. One process holds a card at a time. */
public final class VirtualCard implements CardConnection, AutoCloseable {
    private static final SerialNumber NONE = new SerialNumber(new byte[SerialNumber.LENGTH]);

    private final SimulatedCard card;

    private VirtualCard(SimulatedCard card) {
        this.card = card;
    }

    /**
     * Puts a card that is there into its reader.
     *
     * @throws UsageException if there is none in this file
     * @throws IllegalStateException if another process has it, or the file holds something else
     */
    public static VirtualCard insert(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no card " + file + "; ./sealcharge card personalise makes one");
        }
        // the file says what this card's serial number and keys are
        try (TransportKey none = new TransportKey(new byte[TransportKey.LENGTH])) {
            return insert(file, NONE, none);
        }
    }

    /**
     * Makes a blank card, as a factory does, and puts it into its reader.
     *
     * @param file its folder is made if missing
     * @throws UsageException if a card is there already
     */
    public static VirtualCard make(Path file, SerialNumber serial, TransportKey transportKey) throws IOException {
        if (Files.exists(file)) {
            throw new UsageException("there is a card " + file + " already");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        return insert(file, serial, transportKey);
    }

    private static VirtualCard insert(Path file, SerialNumber serial, TransportKey transportKey) {
        byte[] key = transportKey.bytes();
        FileMemory memory = new FileMemory(file);
        boolean inserted = false;
        try {
            SimulatedCard card = SimulatedCard.insert(CardModel.blank(serial.bytes(), key), memory, new SecureRandom());
            inserted = true;
            return new VirtualCard(card);
        } finally {
            Arrays.fill(key, (byte) 0);
            if (!inserted) {
                memory.close();
            }
        }
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        return card.transmit(apdu);
    }

    /** Cuts the power at a tear point of the next command, the first being 0. {@link #powerCycle} brings it back. */
    public void cutPowerAt(int tearPoint) {
        card.cutPowerAt(tearPoint);
    }

    /** How many tear points the last command passed. */
    public int tearPointsOfLastCommand() {
        return card.tearPointsOfLastCommand();
    }

    /** Takes the power away and gives it back: no application is selected. */
    public void powerCycle() {
        card.powerCycle();
    }

    @Override
    public void close() {
        card.close();
    }
}
