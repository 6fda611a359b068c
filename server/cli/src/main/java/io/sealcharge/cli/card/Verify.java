package io.sealcharge.cli.card;

import static io.sealcharge.cli.card.CardTable.line;

import io.sealcharge.card.keys.CardKeyException;
import io.sealcharge.card.keys.CardProof;
import io.sealcharge.card.keys.CardRecord;
import io.sealcharge.card.keys.ConnectedCard;
import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.issuer.IssuerOptions;
import io.sealcharge.cli.issuer.VirtualCard;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge card verify}. */
@Command(
        name = "verify",
        description = {
            "Finds out whether a card is the issuer's: its certificate is verified with the certification key, a derived key",
            "computed once more from the derivation key and the card's id, and the card signs a fresh number. Public keys",
            "come from both manifests; no token is opened. What was signed for the card before cannot be applied any more."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge card verify",
            "  ./sealcharge card verify --card /var/cards/anna --json",
            "%nExit codes: 0 it is the issuer's, 1 it is not, or the card refused, 2 wrong use"
        })
final class Verify implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CardFile file = new CardFile();

    @Mixin
    private final IssuerOptions options = new IssuerOptions();

    Verify(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CardProof proof = new CardProof(options.verifier(), new SecureRandom());
        try (VirtualCard inserted = VirtualCard.insert(file.path())) {
            ConnectedCard card = new ConnectedCard(inserted);
            SelectAnswer selected = card.select();
            if (selected.state() == CardState.BLANK) {
                throw new CardKeyException("the card is blank: it has no certificate");
            }
            CardProof.Proven proven = proof.prove(card);
            CardCertificate certificate = proven.card().certificate();
            boolean registered = isRegistered(options.register().find(selected.serial()), certificate);
            Map<String, Object> document = CardTable.document(certificate, selected.serial());
            document.put("state", CardTable.words(proven.status().state()));
            document.put("counter", proven.status().counter());
            document.put("balanceMinor", proven.status().balanceMinor());
            document.put("registered", registered);
            console.answer(
                    document,
                    Stream.concat(
                                    Arrays.stream(CardTable.lines(certificate, selected.serial())),
                                    Stream.of(
                                            line(
                                                    "state",
                                                    CardTable.words(
                                                            proven.status().state())),
                                            line("counter", proven.status().counter()),
                                            line("registered", registered ? "yes" : "not in this register"),
                                            verdict(certificate)))
                            .toArray(String[]::new));
            return Exit.DONE;
        }
    }

    private static String verdict(CardCertificate certificate) {
        return "sound: the certificate is the issuer's, "
                + (certificate.key().scheme() == KeyScheme.DERIVED
                        ? "the key is the one that the issuer's key gives for this card, "
                        : "")
                + "and the card has the private key";
    }

    /** @throws CardKeyException if the register has another certificate for this card */
    private static boolean isRegistered(Optional<CardRecord> row, CardCertificate certificate) {
        if (row.isPresent() && !row.get().certificate().equals(certificate)) {
            throw new CardKeyException("the register has another certificate for this card");
        }
        return row.isPresent();
    }
}
