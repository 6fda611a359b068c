package io.sealcharge.cli.card;

import io.sealcharge.card.keys.CardRecord;
import io.sealcharge.card.keys.CertifiedCard;
import io.sealcharge.card.keys.ConnectedCard;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.issuer.CardIssuer;
import io.sealcharge.cli.issuer.CardNumbers;
import io.sealcharge.cli.issuer.IssuerOptions;
import io.sealcharge.cli.issuer.VirtualCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge card personalise}. */
@Command(
        name = "personalise",
        description = {
            "Makes a blank card the issuer's: parameters, the issuer's keys, a key of its own, its certificate. A card that is",
            "not there is made first. Torn anywhere, the same command again goes on; a card that is done stays as it is.",
            "",
            "certified: the card makes its key, and the private key never leaves it. derived: the officers' token makes it",
            "from the card's id, so that the issuer knows it for a moment."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge card personalise",
            "  ./sealcharge card personalise --card /var/cards/anna --scheme derived --pin-free 5000 --json",
            "%nExit codes: 0 the card is the issuer's, 1 card or token refused (repeat the same command), 2 wrong use"
        })
final class Personalise implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CardFile file = new CardFile();

    @Mixin
    private final IssuerOptions options = new IssuerOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            description = "How the card comes to its key: ${COMPLETION-CANDIDATES} (default: CERTIFIED).")
    private @Nullable KeyScheme scheme;

    @Option(names = "--card-id", paramLabel = "ID", description = "16 hexadecimal digits (default: a number is drawn).")
    private @Nullable String cardId;

    Personalise(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (CardIssuer issuer = options.open();
                VirtualCard card = insert(issuer)) {
            SerialNumber serial = new ConnectedCard(card).select().serial();
            Optional<CardRecord> former = issuer.register().find(serial);
            CardParameters parameters =
                    new CardParameters(cardId(former, issuer), issuer.id(), limits.currency(), limits.limits());
            CertifiedCard certified = issuer.personalisation().run(card, issuer.order(parameters, scheme(former)));
            console.answer(
                    CardTable.document(certified.certificate(), serial),
                    CardTable.lines(certified.certificate(), serial));
            return Exit.DONE;
        }
    }

    private VirtualCard insert(CardIssuer issuer) throws IOException {
        Path path = file.path();
        if (Files.exists(path)) {
            return VirtualCard.insert(path);
        }
        SerialNumber serial = new CardNumbers().serialNumber();
        try (TransportKey key = issuer.transportKey(serial)) {
            VirtualCard card = VirtualCard.make(path, serial, key);
            console.note("made a blank card with serial number " + serial + " in " + path);
            return card;
        }
    }

    /** What a card was begun as it stays, unless something else is asked for, which is then refused. */
    private CardId cardId(Optional<CardRecord> former, CardIssuer issuer) {
        if (cardId == null) {
            return former.map(row -> row.certificate().cardId()).orElseGet(() -> new CardNumbers().cardId(issuer.id()));
        }
        try {
            return CardId.parse(cardId);
        } catch (MalformedCardDataException e) {
            throw new UsageException("--card-id has 16 hexadecimal digits");
        }
    }

    private KeyScheme scheme(Optional<CardRecord> former) {
        if (scheme != null) {
            return scheme;
        }
        return former.map(row -> row.certificate().key().scheme()).orElse(KeyScheme.CERTIFIED);
    }
}
