package io.sealcharge.cli.hsm;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.officer.KeySetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge hsm list}. */
@Command(
        name = "list",
        description = "Lists the keys by role and epoch, as the manifest has them. Opens no token and needs no PIN.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge hsm list",
            "  ./sealcharge hsm list --owner officers",
            "  ./sealcharge hsm list --folder /etc/sealcharge/hsm --json",
            "%nExit codes: 0 listed, 2 there is no manifest, or not a sound one"
        })
final class ListKeys implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final KeysFolder folder = new KeysFolder();

    ListKeys(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path file = folder.path().resolve(KeySetup.MANIFEST);
        if (!Files.isReadable(file)) {
            throw new UsageException("there is no manifest " + file + "; ./sealcharge hsm setup makes one");
        }
        KeyManifest manifest = KeyManifest.read(file);
        console.answer(KeyTable.document(manifest), KeyTable.lines(manifest));
        return Exit.DONE;
    }
}
