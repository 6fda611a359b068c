package io.sealcharge.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.OperatorClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that makes one call and shows its answer: a table for people, or the API's own document. */
public abstract class AdminAction implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    protected AdminAction(Console console) {
        this.console = console;
    }

    /** The call, as the command's options say. */
    protected abstract ApiCall request();

    /** The members that a list's table shows; none for all. */
    protected String[] columns() {
        return new String[0];
    }

    /** What is said of an answer without a body. */
    protected String done() {
        return "done";
    }

    @Override
    public Integer call() {
        ApiCall call = request();
        JsonNode answer;
        try (OperatorClient client = options.connect()) {
            answer = ApiAnswer.read(client.call(call.method(), call.path(), call.body()));
        }
        String[] lines = answer.isEmpty()
                ? new String[] {done()}
                : Table.lines(answer, columns()).toArray(String[]::new);
        console.answer(ApiAnswer.members(answer), lines);
        if (!console.isJson() && answer.hasNonNull("nextCursor")) {
            console.note("more: --cursor " + answer.path("nextCursor").asText());
        }
        return Exit.DONE;
    }
}
