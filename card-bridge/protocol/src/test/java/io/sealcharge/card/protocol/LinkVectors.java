package io.sealcharge.card.protocol;

import io.sealcharge.card.link.Atr;
import io.sealcharge.card.link.ExpectedWord;
import io.sealcharge.card.link.InsertedCard;
import io.sealcharge.card.link.LinkMessage;
import io.sealcharge.card.link.LinkMessage.CardInserted;
import io.sealcharge.card.link.LinkMessage.CardRemoved;
import io.sealcharge.card.link.LinkMessage.Hello;
import io.sealcharge.card.link.LinkMessage.Readers;
import io.sealcharge.card.link.LinkMessage.Script;
import io.sealcharge.card.link.LinkMessage.ScriptResult;
import io.sealcharge.card.link.ReaderState;
import io.sealcharge.card.link.ScriptOutcome;
import io.sealcharge.card.link.ScriptStep.SendApdu;
import io.sealcharge.card.link.ScriptStep.VerifyPin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Messages of the bridge link. */
final class LinkVectors {
    private static final UUID SCRIPT = UUID.fromString("7f1b0e52-9b50-4f0e-8d1c-2f5a3c6e9d01");
    private static final UUID INSERTION = UUID.fromString("0d9c8b7a-6655-4433-a211-00ffeeddccbb");
    private static final String READER = "Alcor Micro AU9560 00 00";

    private final VectorFile file;

    LinkVectors(VectorFile file) {
        this.file = file;
    }

    static Map<String, LinkMessage> messages() {
        InsertedCard card = new InsertedCard(INSERTION, new Atr(VectorFile.bytes("3B80800101")));
        Map<String, LinkMessage> messages = new LinkedHashMap<>();
        messages.put("hello", new Hello("bridge-7", "card-bridge 0.1.0"));
        messages.put("hello in Chinese", new Hello("卡桥-7", "card-bridge 0.1.0"));
        messages.put("no reader", new Readers(List.of()));
        messages.put(
                "readers",
                new Readers(List.of(
                        new ReaderState(READER, Optional.of(card)), new ReaderState("Reader 2", Optional.empty()))));
        messages.put("card inserted", new CardInserted(READER, card));
        messages.put("card removed", new CardRemoved(READER, INSERTION));
        messages.put(
                "script",
                new Script(
                        SCRIPT,
                        READER,
                        INSERTION,
                        List.of(
                                new SendApdu(CardCommands.select(), ExpectedWord.DONE, true),
                                new VerifyPin(new ExpectedWord(0x9000, 0xF000), true),
                                new SendApdu(CardCommands.initialize(Business.REDEEM), ExpectedWord.ANY, false))));
        for (ScriptOutcome outcome : ScriptOutcome.values()) {
            messages.put(
                    "result, " + outcome,
                    new ScriptResult(SCRIPT, List.of(ResponseApdu.of(StatusWord.OTHER_COUNTER)), outcome));
        }
        messages.put("result of nothing", new ScriptResult(SCRIPT, List.of(), ScriptOutcome.CARD_GONE));
        return messages;
    }

    void write() {
        file.section("Messages of the bridge link");
        messages().forEach((name, message) -> file.valid(VectorKind.LINK, name, message.encode()));
        for (String name : List.of("hello", "card inserted", "card removed", "script")) {
            file.mutatedWhereRefused(VectorKind.LINK, name, messages().get(name).encode());
        }
        file.invalid(VectorKind.LINK, "unknown message", "6703 800101");
        file.invalid(VectorKind.LINK, "another version", "6203 800102");
        file.invalid(VectorKind.LINK, "name is not UTF-8", "610B 800101 8102C328 820161");
        file.invalid(VectorKind.LINK, "name is over-long UTF-8", "610B 800101 8102C0AF 820161");
        file.invalid(VectorKind.LINK, "name with a line feed", "610A 800101 81010A 820161");
        file.invalid(VectorKind.LINK, "readers out of order", "6210 800101 A305 8303616263 A304 83026161");
        String ids = "8610" + "11".repeat(16);
        file.invalid(VectorKind.LINK, "result without an answer", "6618 800101" + ids + "8B0101");
        file.invalid(VectorKind.LINK, "no such outcome", "661C 800101" + ids + "8B0105 8A029000");
        String head = "800101" + ids + "830161" + "8410" + "22".repeat(16);
        file.invalid(VectorKind.LINK, "script without steps", "652A" + head);
        file.invalid(VectorKind.LINK, "stop is neither 0 nor 1", "6535" + head + "A209 880400000000 890102");
        file.invalid(VectorKind.LINK, "expected bits outside the mask", "6535" + head + "A209 880490000000 890101");
    }
}
