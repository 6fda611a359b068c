package io.sealcharge.card.software;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Instruction;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.PersonalisationStep;
import io.sealcharge.card.protocol.PinBlock;
import io.sealcharge.card.protocol.StatusWord;
import java.security.SecureRandom;

/** Checks class, instruction, P1 and P2 and the length of the data, and hands each command to its part of the card. */
final class CommandRouter {
    private static final int SELECT_BY_NAME = 0x0400;
    private static final int STATUS_REQUEST_BYTES = 36;
    private static final int TRANSFER_REQUEST_BYTES = 52;
    private static final int SHORTEST_OPERATION = 120;
    private static final int LONGEST_OPERATION = 192;
    private static final int CHANGE_FIRST = 0x0100;

    private final Transient session;
    private final Reading reading;
    private final Verification verification;
    private final Transfers transfers;
    private final Execution execution;
    private final Personalisation personalisation;

    CommandRouter(CardMemory memory, Transient session, SecureRandom random) {
        this.session = session;
        CardCrypto crypto = new CardCrypto(random);
        OwnSignature own = new OwnSignature(memory, crypto);
        this.reading = new Reading(memory, session, own);
        this.verification = new Verification(memory, session);
        this.transfers = new Transfers(memory, session, crypto, own);
        this.execution = new Execution(memory, session, crypto, own);
        this.personalisation = new Personalisation(memory, session, crypto, own);
    }

    /**
     * @return the data of the answer to a command that was done
     * @throws RefusedException with the status word of any other
     */
    byte[] process(CommandApdu command) {
        if (!session.isSelected() && !isSelect(command)) {
            throw new RefusedException(SoftwareCard.NO_APPLICATION_SELECTED);
        }
        Instruction instruction = instruction(command);
        try {
            return dispatch(instruction, command);
        } catch (MalformedCardDataException notCanonical) {
            throw new RefusedException(StatusWord.MALFORMED);
        }
    }

    private static boolean isSelect(CommandApdu command) {
        return command.cla() == Instruction.SELECT.cla() && command.ins() == Instruction.SELECT.ins();
    }

    private static Instruction instruction(CommandApdu command) {
        boolean classKnown = false;
        for (Instruction each : Instruction.values()) {
            classKnown |= each.cla() == command.cla();
            if (each.cla() == command.cla() && each.ins() == command.ins()) {
                return each;
            }
        }
        throw new RefusedException(classKnown ? StatusWord.UNKNOWN_INSTRUCTION : StatusWord.UNKNOWN_CLASS);
    }

    private byte[] dispatch(Instruction instruction, CommandApdu command) {
        int parameters = command.p1() << 8 | command.p2();
        byte[] data = command.data();
        return switch (instruction) {
            case SELECT -> {
                requireParameters(parameters == SELECT_BY_NAME);
                yield reading.select(data);
            }
            case GET_DATA -> {
                requireParameters(command.p1() == 0);
                requireLength(data, 0);
                yield reading.data(command.p2());
            }
            case INITIALIZE -> {
                Business business = business(command);
                requireLength(data, 0);
                yield transfers.initialize(business);
            }
            case TRANSFER_REQUEST -> {
                Business business = business(command);
                requireParameters(business.isTransfer());
                requireLength(data, TRANSFER_REQUEST_BYTES);
                yield transfers.request(business, data);
            }
            case EXECUTE -> {
                requireParameters(parameters == 0);
                RefusedException.unless(
                        data.length >= SHORTEST_OPERATION && data.length <= LONGEST_OPERATION, StatusWord.WRONG_LENGTH);
                yield execution.execute(data);
            }
            case GET_LAST_RESULT -> {
                requireParameters(parameters == 0);
                requireLength(data, 0);
                yield reading.lastResult();
            }
            case GET_BALANCE -> {
                requireParameters(parameters == 0);
                requireLength(data, 0);
                yield reading.balance();
            }
            case SIGNED_STATUS -> {
                requireParameters(parameters == 0);
                requireLength(data, STATUS_REQUEST_BYTES);
                yield reading.status(data);
            }
            case VERIFY -> verify(parameters, data);
            case CHANGE_PIN -> changePin(parameters, data);
            case PERSONALISE -> personalise(command, data);
        };
    }

    private byte[] verify(int parameters, byte[] data) {
        requireParameters(parameters == CardCommands.HOLDER_PIN);
        if (data.length == 0) {
            return verification.state();
        }
        requireLength(data, PinBlock.LENGTH);
        return verification.verify(data);
    }

    private byte[] changePin(int parameters, byte[] data) {
        boolean first = parameters == (CHANGE_FIRST | CardCommands.HOLDER_PIN);
        requireParameters(first || parameters == CardCommands.HOLDER_PIN);
        requireLength(data, first ? PinBlock.LENGTH : 2 * PinBlock.LENGTH);
        return first ? verification.chooseFirst(data) : verification.change(data);
    }

    /** Whatever is refused ends the session. */
    private byte[] personalise(CommandApdu command, byte[] data) {
        boolean done = false;
        try {
            requireParameters(command.p2() == 0);
            PersonalisationStep step = PersonalisationStep.of(command.p1())
                    .orElseThrow(() -> new RefusedException(StatusWord.WRONG_P1_P2));
            requireLength(data, step.dataLength());
            byte[] answer = personalisation.process(step, data);
            done = step != PersonalisationStep.LOCK;
            return answer;
        } finally {
            if (!done) {
                session.endPersonalisation();
            }
        }
    }

    private static Business business(CommandApdu command) {
        requireParameters(command.p2() == 0);
        try {
            return Business.of(command.p1());
        } catch (MalformedCardDataException unknown) {
            throw new RefusedException(StatusWord.WRONG_P1_P2);
        }
    }

    private static void requireParameters(boolean condition) {
        RefusedException.unless(condition, StatusWord.WRONG_P1_P2);
    }

    private static void requireLength(byte[] data, int length) {
        RefusedException.unless(data.length == length, StatusWord.WRONG_LENGTH);
    }
}
