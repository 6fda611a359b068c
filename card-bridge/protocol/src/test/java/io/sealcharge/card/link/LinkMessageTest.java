package io.sealcharge.card.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.link.LinkMessage.Hello;
import io.sealcharge.card.link.LinkMessage.Readers;
import io.sealcharge.card.link.LinkMessage.Script;
import io.sealcharge.card.link.LinkMessage.ScriptResult;
import io.sealcharge.card.link.ScriptStep.SendApdu;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.ResponseApdu;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkMessageTest {
    private static final UUID ID = new UUID(1, 2);
    private static final SendApdu LONGEST_STEP =
            new SendApdu(new CommandApdu(0x80, 0x52, 0, 0, new byte[255], true), ExpectedWord.DONE, true);

    @Test
    void theLongestMessagesAreReadBack() {
        String name = "r".repeat(128);
        Script script = new Script(ID, name, ID, Collections.nCopies(64, LONGEST_STEP));
        ScriptResult result = new ScriptResult(
                ID, Collections.nCopies(64, new ResponseApdu(new byte[256], 0x9000)), ScriptOutcome.DONE);
        InsertedCard card = new InsertedCard(ID, new Atr(new byte[33]));
        Readers readers = new Readers(IntStream.range(10, 74)
                .mapToObj(i -> new ReaderState(i + "r".repeat(126), Optional.of(card)))
                .toList());
        for (LinkMessage message : List.of(script, result, readers)) {
            byte[] frame = message.encode();
            assertThat(frame.length).isLessThanOrEqualTo(LinkMessage.MAX_BYTES);
            assertThat(LinkMessage.decode(frame)).isEqualTo(message);
        }
    }

    @Test
    void moreIsRefused() {
        assertRefused(() -> new Script(ID, "r", ID, Collections.nCopies(65, LONGEST_STEP)));
        assertRefused(() -> new Script(ID, "r", ID, List.of()));
        ResponseApdu answer = new ResponseApdu(new byte[0], 0x9000);
        assertRefused(() -> new ScriptResult(ID, Collections.nCopies(65, answer), ScriptOutcome.STOPPED));
        assertRefused(() -> new ScriptResult(ID, Collections.nCopies(64, answer), ScriptOutcome.UNKNOWN));
        assertRefused(() -> new Hello("n".repeat(129), "s"));
        assertRefused(() -> new Hello("", "s"));
        assertRefused(() -> new Hello("a\nb", "s"));
        assertRefused(() -> new Hello("\uD800", "s"));
        assertRefused(() -> LinkMessage.decode(new byte[LinkMessage.MAX_BYTES + 1]));
    }

    private static void assertRefused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(MalformedCardDataException.class);
    }

    @Test
    void onlyTheBitsOfTheMaskAreCompared() {
        ExpectedWord tries = new ExpectedWord(0x63C0, 0xFFF0);
        assertThat(tries.matches(0x63C2)).isTrue();
        assertThat(tries.matches(0x63D2)).isFalse();
        assertThat(ExpectedWord.ANY.matches(0x6F00)).isTrue();
        assertThat(ExpectedWord.DONE.matches(0x9001)).isFalse();
    }
}
