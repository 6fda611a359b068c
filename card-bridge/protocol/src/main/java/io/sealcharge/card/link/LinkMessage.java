package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.TlvReader;
import io.sealcharge.card.protocol.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A message between bridge and server, one binary WebSocket frame: canonical TLV with the version in front. */
public sealed interface LinkMessage {
    /** The version this module speaks. */
    int VERSION = 1;

    /** A frame is at most this long. */
    int MAX_BYTES = 65_536;

    /** Steps of a script, and readers of a bridge. */
    int MAX_ITEMS = 64;

    /**
     * The first message of both sides.
     *
     * @param peer the sender's name
     * @param software name and version of its program, for the operator
     */
    record Hello(String peer, String software) implements LinkMessage {
        public Hello {
            LinkText.require(peer);
            LinkText.require(software);
        }
    }

    /** Bridge to server: all readers, in the order of their names, at most 64. */
    record Readers(List<ReaderState> readers) implements LinkMessage {
        public Readers {
            readers = List.copyOf(readers);
            if (readers.size() > MAX_ITEMS) {
                throw new MalformedCardDataException("a bridge has at most " + MAX_ITEMS + " readers");
            }
            for (int i = 1; i < readers.size(); i++) {
                if (readers.get(i - 1).name().compareTo(readers.get(i).name()) >= 0) {
                    throw new MalformedCardDataException("readers stand in the order of their names");
                }
            }
        }
    }

    /** Bridge to server. */
    record CardInserted(String reader, InsertedCard card) implements LinkMessage {
        public CardInserted {
            LinkText.require(reader);
        }
    }

    /** Bridge to server. */
    record CardRemoved(String reader, UUID insertionId) implements LinkMessage {
        public CardRemoved {
            LinkText.require(reader);
        }
    }

    /** Server to bridge: commands for exactly this insertion of a card, 1 to 64. None is ever repeated. */
    record Script(UUID scriptId, String reader, UUID insertionId, List<ScriptStep> steps) implements LinkMessage {
        public Script {
            LinkText.require(reader);
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.size() > MAX_ITEMS) {
                throw new MalformedCardDataException("a script has 1 to " + MAX_ITEMS + " steps");
            }
        }
    }

    /** Bridge to server: the answers of the steps that were executed, in their order, and how the script ended. */
    record ScriptResult(UUID scriptId, List<ResponseApdu> answers, ScriptOutcome outcome) implements LinkMessage {
        public ScriptResult {
            answers = List.copyOf(answers);
            boolean answered = outcome == ScriptOutcome.DONE || outcome == ScriptOutcome.STOPPED;
            int least = answered ? 1 : 0;
            int most = answered ? MAX_ITEMS : MAX_ITEMS - 1;
            if (answers.size() < least || answers.size() > most) {
                throw new MalformedCardDataException("the answers do not fit the outcome");
            }
        }
    }

    /** @return at most {@link #MAX_BYTES} */
    default byte[] encode() {
        TlvWriter body = new TlvWriter().put(LinkTags.VERSION, VERSION);
        int tag = switch (this) {
            case Hello hello -> {
                body.put(LinkTags.PEER, LinkText.encode(hello.peer()))
                        .put(LinkTags.SOFTWARE, LinkText.encode(hello.software()));
                yield LinkTags.HELLO;
            }
            case Readers readers -> {
                readers.readers().forEach(reader -> reader.writeTo(body));
                yield LinkTags.READERS;
            }
            case CardInserted inserted -> {
                body.put(LinkTags.READER, LinkText.encode(inserted.reader()));
                inserted.card().writeTo(body);
                yield LinkTags.CARD_INSERTED;
            }
            case CardRemoved removed -> {
                body.put(LinkTags.READER, LinkText.encode(removed.reader()))
                        .put(LinkTags.INSERTION, LinkId.encode(removed.insertionId()));
                yield LinkTags.CARD_REMOVED;
            }
            case Script script -> {
                body.put(LinkTags.SCRIPT_ID, LinkId.encode(script.scriptId()))
                        .put(LinkTags.READER, LinkText.encode(script.reader()))
                        .put(LinkTags.INSERTION, LinkId.encode(script.insertionId()));
                script.steps().forEach(step -> step.writeTo(body));
                yield LinkTags.SCRIPT;
            }
            case ScriptResult result -> {
                body.put(LinkTags.SCRIPT_ID, LinkId.encode(result.scriptId()))
                        .put(LinkTags.OUTCOME, result.outcome().code());
                result.answers().forEach(answer -> body.put(LinkTags.ANSWER, answer.encode()));
                yield LinkTags.SCRIPT_RESULT;
            }
        };
        return new TlvWriter().put(tag, body).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a message of this version */
    static LinkMessage decode(byte[] frame) {
        if (frame.length > MAX_BYTES) {
            throw new MalformedCardDataException("a message has at most " + MAX_BYTES + " bytes");
        }
        TlvReader outer = TlvReader.of(frame);
        int tag = outer.peekTag();
        TlvReader body = outer.template(tag);
        outer.requireEnd();
        if (body.byteValue(LinkTags.VERSION) != VERSION) {
            throw new MalformedCardDataException("another version of the link");
        }
        LinkMessage message = readBody(tag, body);
        body.requireEnd();
        return message;
    }

    private static LinkMessage readBody(int tag, TlvReader body) {
        return switch (tag) {
            case LinkTags.HELLO -> {
                String peer = LinkText.decode(body.value(LinkTags.PEER));
                yield new Hello(peer, LinkText.decode(body.value(LinkTags.SOFTWARE)));
            }
            case LinkTags.READERS -> {
                List<ReaderState> readers = new ArrayList<>();
                while (!body.atEnd()) {
                    readers.add(ReaderState.read(body));
                }
                yield new Readers(readers);
            }
            case LinkTags.CARD_INSERTED -> {
                String reader = LinkText.decode(body.value(LinkTags.READER));
                yield new CardInserted(reader, InsertedCard.read(body));
            }
            case LinkTags.CARD_REMOVED -> {
                String reader = LinkText.decode(body.value(LinkTags.READER));
                yield new CardRemoved(reader, LinkId.decode(body.value(LinkTags.INSERTION)));
            }
            case LinkTags.SCRIPT -> readScript(body);
            case LinkTags.SCRIPT_RESULT -> readResult(body);
            default -> throw new MalformedCardDataException("no such message");
        };
    }

    private static Script readScript(TlvReader body) {
        UUID scriptId = LinkId.decode(body.value(LinkTags.SCRIPT_ID));
        String reader = LinkText.decode(body.value(LinkTags.READER));
        UUID insertionId = LinkId.decode(body.value(LinkTags.INSERTION));
        List<ScriptStep> steps = new ArrayList<>();
        while (!body.atEnd()) {
            steps.add(ScriptStep.read(body));
        }
        return new Script(scriptId, reader, insertionId, steps);
    }

    private static ScriptResult readResult(TlvReader body) {
        UUID scriptId = LinkId.decode(body.value(LinkTags.SCRIPT_ID));
        ScriptOutcome outcome = ScriptOutcome.of(body.byteValue(LinkTags.OUTCOME));
        List<ResponseApdu> answers = new ArrayList<>();
        while (!body.atEnd()) {
            answers.add(ResponseApdu.decode(body.value(LinkTags.ANSWER)));
        }
        return new ScriptResult(scriptId, answers, outcome);
    }
}
