package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Amounts;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.Act;
import io.sealcharge.terminal.ActStatus;
import io.sealcharge.terminal.SubscriberBalance;
import io.sealcharge.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge terminal status}. */
@Command(
        name = "status",
        description = "Shows what became of this terminal's acts, or the balance of a phone number.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal status                         what this terminal knows of all its acts",
            "  ./sealcharge terminal status order-1                 the platform's side of one too",
            "  ./sealcharge terminal status --resume                send again what has no answer yet",
            "  ./sealcharge terminal status --phone +8613800138000  a balance",
            Exit.HELP
        })
final class Status implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @ArgGroup
    private What what = new What();

    Status(Console console) {
        this.console = console;
    }

    /** At most one of these. */
    private static final class What {
        @Parameters(arity = "0..1", paramLabel = "REFERENCE", description = "Of an act.")
        private @Nullable String reference;

        @Option(names = "--resume", description = "Send the saved bytes of each act that has no answer.")
        private boolean resume;

        @Option(names = "--phone", paramLabel = "NUMBER", description = "A phone number, E.164.")
        private @Nullable String phoneNumber;
    }

    @Override
    public Integer call() {
        String reference = what.reference;
        String phoneNumber = what.phoneNumber;
        if (reference != null) {
            return one(reference);
        }
        if (phoneNumber != null) {
            return balance(phoneNumber);
        }
        return what.resume ? resume() : all();
    }

    private int all() {
        try (Terminal terminal = options.offline()) {
            list(terminal.acts());
            return Exit.DONE;
        }
    }

    private int resume() {
        try (Terminal terminal = options.connect()) {
            List<Act> acts = terminal.resume();
            list(acts);
            boolean unanswered = acts.stream().anyMatch(act -> act.state() == Act.State.UNANSWERED);
            return unanswered ? Exit.UNKNOWN : Exit.DONE;
        }
    }

    private void list(List<Act> acts) {
        console.answer(Documents.acts(acts), acts.stream().map(Documents::line).toArray(String[]::new));
    }

    private int one(String reference) {
        try (Terminal terminal = options.connect()) {
            List<ActStatus> found = terminal.status(reference);
            console.answer(
                    Map.of(
                            "reference",
                            reference,
                            "found",
                            found.stream().map(Status::document).toList()),
                    found.isEmpty()
                            ? new String[] {"neither this terminal nor the platform knows " + reference}
                            : found.stream().map(Status::line).toArray(String[]::new));
            return found.isEmpty() ? Exit.FAILED : Exit.DONE;
        }
    }

    private static Map<String, Object> document(ActStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("terminal", status.act().map(Documents::of).orElse(null));
        document.put("purchase", status.purchase().map(Documents::of).orElse(null));
        document.put("recharge", status.recharge().map(Documents::of).orElse(null));
        return document;
    }

    private static String line(ActStatus status) {
        String here = status.act().map(Documents::line).orElse("not made by this terminal");
        String there = status.purchase()
                .map(purchase -> "purchase of " + purchase.quantity() + " x " + purchase.product() + " at "
                        + purchase.createdAt())
                .or(() -> status.recharge().map(recharge -> "recharge " + recharge.status()))
                .orElse("nothing");
        return here + "; the platform has: " + there;
    }

    private int balance(String phoneNumber) {
        try (Terminal terminal = options.connect()) {
            SubscriberBalance balance = terminal.platform().getSubscriberBalance(phoneNumber);
            console.answer(
                    Map.of("phoneNumber", balance.phoneNumber(), "balances", balance.balances()),
                    balance.balances().stream()
                            .map(each ->
                                    balance.phoneNumber() + " " + Amounts.words(each.balanceMinor(), each.currency()))
                            .toArray(String[]::new));
            return Exit.DONE;
        }
    }
}
