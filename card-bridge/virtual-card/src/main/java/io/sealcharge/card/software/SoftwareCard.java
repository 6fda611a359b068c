package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransportKey;
import java.security.SecureRandom;

/**
 * A whole card in plain Java. What it answered is in its storage before the answer leaves. Safe for several threads, one
 * command at a time.
 */
public final class SoftwareCard implements AutoCloseable {
    /** What a card's operating system answers while no application is selected. */
    static final int NO_APPLICATION_SELECTED = 0x6999;

    private final CardMemory memory;
    private final Transient session;
    private final CommandRouter router;

    private SoftwareCard(CardMemory memory, SecureRandom random) {
        this.memory = memory;
        this.session = new Transient();
        this.router = new CommandRouter(memory, session, random);
    }

    /**
     * Puts a card into its reader, with power. A storage that is empty becomes a blank card.
     *
     * @param serial of the card
     * @param transport the transport key of a card that is still blank
     * @throws IllegalStateException if the storage holds another card
     * @throws MalformedCardDataException if it holds something else
     */
    public static SoftwareCard insert(
            SerialNumber serial, TransportKey transport, CardStorage storage, SecureRandom random, PowerSupply power) {
        CardRecord blank = CardRecord.blank(serial, new TransportKey(transport.bytes()));
        return new SoftwareCard(CardMemory.open(storage, power, blank), random);
    }

    /**
     * One command and its answer with the status word.
     *
     * @throws RuntimeException whatever the power supply throws; then {@link #powerCycle} is needed
     */
    public synchronized byte[] transmit(byte[] command) {
        try {
            return ResponseApdu.done(router.process(CommandApdu.decode(command)))
                    .encode();
        } catch (RefusedException refused) {
            return new ResponseApdu(new byte[0], refused.sw()).encode();
        } catch (MalformedCardDataException notAnApdu) {
            return ResponseApdu.of(StatusWord.WRONG_LENGTH).encode();
        }
    }

    /** Takes the power away and gives it back: what is transient is gone, no application is selected. */
    public synchronized void powerCycle() {
        session.powerOff();
    }

    /** Puts the counter past the interface, since no test can count to its end. */
    synchronized void presetCounter(long counter) {
        memory.write(memory.purse().withCounter(counter));
    }

    /** Takes the card out of the reader. */
    @Override
    public synchronized void close() {
        session.powerOff();
        memory.close();
    }
}
