package io.sealcharge.cli.hsm;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.officer.KeySetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge hsm setup}. */
@Command(
        name = "setup",
        description = {
            "Makes the server's token, or the officers', if there is none of that label, and each key that it lacks;",
            "verifies all by use. Replaces nothing, and may be run again at any time. Writes so.pin and user.pin",
            "(mode 0600), key-manifest.json, and for the server's token envelope-pins.json for terminals, into one",
            "folder for each owner. ./run does both by itself."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples, with SoftHSM set up by SOFTHSM2_CONF:",
            "  ./sealcharge hsm setup --library /usr/lib/softhsm/libsofthsm2.so --folder /etc/sealcharge/hsm",
            "  ./sealcharge hsm setup --library /usr/lib/softhsm/libsofthsm2.so --owner officers --folder /media/officers",
            "%nExit codes: 0 every key is there and works, 1 the token or the folder does not fit, 2 wrong use"
        })
final class Setup implements Callable<Integer> {
    private final Console console;

    @Option(names = "--library", required = true, paramLabel = "FILE", description = "The token's PKCS#11 library.")
    private @Nullable Path library;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "The token's label (default: sealcharge, or sealcharge-officers).")
    private @Nullable String label;

    @Mixin
    private final KeysFolder folder = new KeysFolder();

    @Option(
            names = "--adopt",
            description = "List a key that the token has and the manifest has not, after an interrupted set-up.")
    private boolean adopt;

    Setup(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path module = library;
        if (module == null || !Files.isReadable(module)) {
            throw new UsageException("there is no library " + module);
        }
        String named = label == null ? TokenLabels.of(folder.owner()) : label;
        HsmConfig token = HsmConfig.defaults(module.toAbsolutePath(), named);
        KeySetup setup = new KeySetup(folder.owner(), token, folder.path(), console::note);
        KeyManifest manifest = (adopt ? setup.adoptingLeftovers() : setup).run();
        console.answer(KeyTable.document(manifest), KeyTable.lines(manifest));
        return Exit.DONE;
    }
}
