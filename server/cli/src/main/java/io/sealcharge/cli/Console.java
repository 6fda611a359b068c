package io.sealcharge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Where a command's answer goes: lines for people, or one JSON document for machines. Notes go to standard error. */
public final class Console {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;
    private final PrintStream err;
    private boolean json;
    private boolean debug;

    public Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Whether the streams are a terminal that wants colour. */
    public static boolean isColourful() {
        return System.getenv("NO_COLOR") == null
                && Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent();
    }

    void setJson(boolean json) {
        this.json = json;
    }

    void setDebug(boolean debug) {
        this.debug = debug;
    }

    public boolean isJson() {
        return json;
    }

    PrintStream out() {
        return out;
    }

    /** For what people are to see while a command runs; beside a JSON document it goes to standard error. */
    public PrintStream lines() {
        return json ? err : out;
    }

    /** For people. */
    public PrintStream err() {
        return err;
    }

    /** The answer, in the one form that was asked for. */
    public void answer(Map<String, ?> document, String... lines) {
        if (json) {
            out.println(write(document));
        } else {
            for (String line : lines) {
                out.println(line);
            }
        }
        out.flush();
    }

    /** For people only; never part of the answer. */
    public void note(String line) {
        err.println(line);
    }

    /** One line that says what is wrong; the stack only if asked for. */
    public void failure(String line, Throwable cause) {
        err.println(line);
        if (debug) {
            cause.printStackTrace(err);
        }
    }

    private static String write(Map<String, ?> document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is made of maps, lists and text", e);
        }
    }
}
