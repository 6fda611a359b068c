package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Amounts;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.Product;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge terminal buy}. */
@Command(
        name = "buy",
        description = {
            "Buys vouchers, each encrypted to a key that this terminal makes for the purchase, or with the key that it shares",
            "with the platform. Key and request are saved before they are sent: after a time-out give the same --reference",
            "again, and the same bytes are sent."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal buy --product demo-50",
            "  ./sealcharge terminal buy --product demo-50 --quantity 10 --reference order-1 --json",
            "  ./sealcharge terminal buy --product demo-50 --alg ECDH-ES+A256KW",
            "  ./sealcharge terminal buy --product demo-50 --terminal-key",
            Exit.HELP
        })
final class Buy implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Mixin
    private final KeyChoice choice = new KeyChoice();

    @Option(names = "--product", paramLabel = "ID", description = "What to buy (default: the one product there is).")
    private @Nullable String product;

    @Option(names = "--quantity", paramLabel = "N", description = "How many vouchers, 1 to 100 (default: 1).")
    private int quantity = 1;

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description = "The purchase's id, unique for ever (default: new).")
    private @Nullable String reference;

    @Option(names = "--key", paramLabel = "NAME", description = "A key made by keygen, in place of a new one.")
    private @Nullable String keyName;

    Buy(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        KeyManagement encryption = choice.encryption();
        try (Terminal terminal = options.connect()) {
            PurchaseOrder order = new PurchaseOrder(
                    reference == null ? References.next() : reference,
                    product == null ? onlyProduct(terminal) : product,
                    quantity,
                    encryption,
                    keyName);
            if (reference == null) {
                console.note("reference " + order.reference());
            }
            Answer<Purchase> answer = terminal.buy(order);
            console.answer(Documents.of(answer.value()), lines(answer));
        }
        return Exit.DONE;
    }

    private static String onlyProduct(Terminal terminal) {
        List<Product> products = terminal.platform().listProducts();
        if (products.size() == 1) {
            return products.getFirst().id();
        }
        throw new UsageException("--product is needed; there are "
                + products.stream().map(Product::id).collect(Collectors.joining(", ")));
    }

    private static String[] lines(Answer<Purchase> answer) {
        Purchase purchase = answer.value();
        return Stream.concat(
                        Stream.of("bought " + purchase.quantity() + " for "
                                + Amounts.words(purchase.totalMinor(), purchase.currency())
                                + (answer.replayed() ? " (before)" : "")),
                        purchase.vouchers().stream().map(voucher -> "  serial number " + voucher.serialNumber()))
                .toArray(String[]::new);
    }
}
