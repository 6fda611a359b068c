package io.sealcharge.load.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.load.check.Check;
import io.sealcharge.load.measure.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command has found: for people on the way, for programs in a file. */
public final class Report {
    private final PrintStream out;
    private final ObjectNode json = new ObjectMapper().createObjectNode();
    private boolean sound = true;

    public Report(PrintStream out, Machine machine, long seed) {
        this.out = out;
        out.println(machine);
        out.println("seed " + seed);
        json.set("machine", machine.json());
        json.put("seed", seed);
    }

    /** To be filled. */
    public ObjectNode json() {
        return json;
    }

    public void lines(List<String> lines) {
        out.println();
        lines.forEach(out::println);
    }

    /** What must be true. */
    public void checks(List<Check> checks) {
        out.println();
        for (Check check : checks) {
            out.println(check);
            sound &= check.passed();
            json.withArray("checks").addObject().put("passed", check.passed()).put("words", check.words());
        }
    }

    /**
     * Says how it all ended.
     *
     * @param file for the JSON; null for none
     * @return the exit code
     */
    public int end(@Nullable Path file) throws IOException {
        json.put("sound", sound);
        if (file != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
        }
        out.println(sound ? "sound" : "NOT sound");
        return sound ? 0 : 1;
    }
}
