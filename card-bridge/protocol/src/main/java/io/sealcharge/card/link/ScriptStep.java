package io.sealcharge.card.link;

import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.TlvReader;
import io.sealcharge.card.protocol.TlvWriter;
import java.util.Arrays;

/** One command of a script. */
public sealed interface ScriptStep {
    ExpectedWord expected();

    /** Whether the script ends here if the status word is not the expected one. */
    boolean stopOnMismatch();

    /** Sends this command. */
    record SendApdu(CommandApdu command, ExpectedWord expected, boolean stopOnMismatch) implements ScriptStep {}

    /**
     * Has the holder enter the PIN at the terminal or bridge, which sends VERIFY with it. The PIN is in no script and in no
     * outcome.
     */
    record VerifyPin(ExpectedWord expected, boolean stopOnMismatch) implements ScriptStep {}

    private TlvWriter writeExpectation(TlvWriter writer) {
        return writer.put(LinkTags.EXPECTED, expected().encode())
                .put(LinkTags.STOP_ON_MISMATCH, stopOnMismatch() ? 1 : 0);
    }

    /** Appends this step. */
    default void writeTo(TlvWriter writer) {
        switch (this) {
            case SendApdu send ->
                writer.put(
                        LinkTags.APDU_STEP,
                        writeExpectation(new TlvWriter()
                                .put(LinkTags.COMMAND, send.command().encode())));
            case VerifyPin verify -> writer.put(LinkTags.VERIFY_PIN_STEP, writeExpectation(new TlvWriter()));
        }
    }

    /** The next step. @throws MalformedCardDataException if it is none */
    static ScriptStep read(TlvReader script) {
        boolean verify = script.peekTag() == LinkTags.VERIFY_PIN_STEP;
        TlvReader reader = script.template(verify ? LinkTags.VERIFY_PIN_STEP : LinkTags.APDU_STEP);
        byte[] apdu = verify ? new byte[0] : reader.value(LinkTags.COMMAND);
        ExpectedWord expected = ExpectedWord.decode(reader.value(LinkTags.EXPECTED, ExpectedWord.LENGTH));
        int stop = reader.byteValue(LinkTags.STOP_ON_MISMATCH);
        reader.requireEnd();
        if (stop > 1) {
            throw new MalformedCardDataException("stop on mismatch must be 0 or 1");
        }
        return verify ? new VerifyPin(expected, stop == 1) : new SendApdu(command(apdu), expected, stop == 1);
    }

    private static CommandApdu command(byte[] apdu) {
        CommandApdu command = CommandApdu.decode(apdu);
        if (!Arrays.equals(command.encode(), apdu)) {
            throw new MalformedCardDataException("Le must be 00");
        }
        return command;
    }
}
