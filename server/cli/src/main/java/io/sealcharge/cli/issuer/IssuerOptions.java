package io.sealcharge.cli.issuer;

import io.sealcharge.card.keys.CertificateRegister;
import io.sealcharge.card.keys.CertificateVerifier;
import io.sealcharge.card.keys.FileCertificateRegister;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.cli.ConfigOption;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.hsm.officer.KeySetup;
import io.sealcharge.platform.Main;
import io.sealcharge.platform.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which issuer is meant: its number, its keys, its register. */
public final class IssuerOptions {
    /** The first digit 9 is for national use (ISO/IEC 7812-1): no bank has this number. */
    public static final IssuerId DEFAULT_ISSUER = IssuerId.parse("99990001");

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--officers",
            paramLabel = "DIR",
            description = "Folder of the officers' token: manifest and PIN (default: the one that ./run made).")
    private @Nullable Path officers;

    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description = "Register of cards' certificates (default: in the folder of ./run).")
    private @Nullable Path certificates;

    @Option(
            names = "--issuer",
            paramLabel = "NUMBER",
            description = "Issuer identification number, eight digits (default: ${DEFAULT-VALUE}).")
    private String issuer = DEFAULT_ISSUER.toString();

    /** @throws UsageException if it is no number of eight digits */
    public IssuerId id() {
        if (!issuer.matches("[0-9]{8}")) {
            throw new UsageException("--issuer has eight digits");
        }
        return IssuerId.parse(issuer);
    }

    public CertificateRegister register() {
        return new FileCertificateRegister(certificates());
    }

    /** Says which cards are the issuer's; needs no token and no PIN. */
    public CertificateVerifier verifier() throws IOException {
        Path server = settings().keyManifest();
        return IssuerKeys.read(server, officers().resolve(KeySetup.MANIFEST)).verifier(id());
    }

    /** The issuer with its tokens. */
    public CardIssuer open() throws IOException {
        return open(certificates());
    }

    /** The issuer with its tokens, and a register of its own in this folder. */
    public CardIssuer open(Path register) throws IOException {
        return CardIssuer.open(id(), settings(), officers(), register);
    }

    private Settings.HsmModule settings() {
        return Main.settings(config.file(), System.getenv()).hsm();
    }

    private Path officers() {
        return officers != null ? officers : ofRun("--officers", DataFolder::officers);
    }

    private Path certificates() {
        return certificates != null ? certificates : ofRun("--certificates", DataFolder::certificates);
    }

    private static Path ofRun(String option, Function<DataFolder, Path> place) {
        return DataFolder.found()
                .map(place)
                .orElseThrow(() -> new UsageException(option + " is needed: ./run has set up nothing here"));
    }
}
