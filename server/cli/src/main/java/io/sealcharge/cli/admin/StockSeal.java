package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin stock seal}. */
@Command(
        name = "seal",
        description = {
            "Seals a file of foreign PINs to the platform's key, so that it can travel; for those who make the file. Calls nothing.",
            "The file holds lines of serial number, comma, PIN; no heading."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ./sealcharge admin stock seal north-17.csv --key import-key.jwk --out north-17.jwe",
            Exit.HELP
        })
final class StockSeal implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "Lines in the clear.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "JWK",
            description = "The stock-import key, as `admin stock import-key --json` prints it.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The sealed file to be written; there must be none.")
    private Path out = Path.of("");

    StockSeal(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            String sealed = StockLines.seal(file, Files.readString(key));
            Files.writeString(out, sealed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException exists) {
            throw new UsageException(out + " is there already");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + key + " or write " + out, e);
        }
        console.answer(Map.of("sealed", out.toString()), "sealed: " + out);
        return Exit.DONE;
    }
}
