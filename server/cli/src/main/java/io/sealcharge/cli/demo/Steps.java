package io.sealcharge.cli.demo;

import java.io.PrintStream;
import java.util.Objects;

/** Runs the demo's steps and prints a line for each. What is printed is kept, to be searched too. */
public final class Steps {
    private final PrintStream out;
    private final boolean colour;
    private final StringBuilder printed = new StringBuilder();
    private int done;

    /** @param colour whether {@code out} is a terminal */
    public Steps(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** A step's act; what it returns is the line that says what was seen. */
    interface Act {
        String run() throws Exception;
    }

    /** @throws StepFailedException if the act throws; its line has been printed */
    void step(Act act) {
        int number = done + 1;
        try {
            String seen = act.run();
            print("%2d  %s".formatted(number, seen), " ok", "32");
            done = number;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(number, e);
        } catch (Exception e) {
            throw failed(number, e);
        }
    }

    private StepFailedException failed(int number, Exception e) {
        String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        print("%2d  %s".formatted(number, why), " FAILED", "31");
        return new StepFailedException("step " + number + ": " + why, e);
    }

    private void print(String line, String verdict, String colourCode) {
        printed.append(line).append('\n');
        out.println(line + (colour ? "\033[" + colourCode + "m" + verdict + "\033[0m" : verdict));
        out.flush();
    }

    /** For what is shown between the steps. */
    void show(String text) {
        printed.append(text).append('\n');
        out.println(text);
    }

    int done() {
        return done;
    }

    String printed() {
        return printed.toString();
    }
}
