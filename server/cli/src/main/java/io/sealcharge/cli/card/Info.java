package io.sealcharge.cli.card;

import static io.sealcharge.cli.card.CardTable.amount;
import static io.sealcharge.cli.card.CardTable.line;

import io.sealcharge.card.keys.ConnectedCard;
import io.sealcharge.card.protocol.CardBalance;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.issuer.VirtualCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge card info}. */
@Command(
        name = "info",
        description = {
            "Shows what a card says of itself. Nobody vouches for it: ./sealcharge card verify asks for signatures.",
            "Needs no token and no PIN, and changes nothing on the card."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge card info",
            "  ./sealcharge card info --card /var/cards/anna --json",
            "%nExit codes: 0 shown, 1 the card refused, 2 there is no card"
        })
final class Info implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CardFile file = new CardFile();

    Info(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (VirtualCard inserted = VirtualCard.insert(file.path())) {
            ConnectedCard card = new ConnectedCard(inserted);
            card.select();
            CardInfo info = card.info();
            Map<String, Object> document = new LinkedHashMap<>();
            List<String> lines = new ArrayList<>();
            document.put("state", CardTable.words(info.state()));
            document.put("serialNumber", info.serial().toString());
            lines.add(line("state", CardTable.words(info.state())));
            lines.add(line("serial number", info.serial()));
            info.personal().ifPresent(personal -> {
                addPersonal(personal, document, lines);
                addMoney(card.balance(), card.limits(), document, lines);
                addKeys(card.issuerKeys().keys(), document, lines);
            });
            console.answer(document, lines.toArray(String[]::new));
            return Exit.DONE;
        }
    }

    private static void addPersonal(CardInfo.Personal personal, Map<String, Object> document, List<String> lines) {
        boolean pin = personal.pinTries() != CardInfo.NO_PIN;
        document.put("cardId", personal.cardId().toString());
        document.put("issuer", personal.issuer().toString());
        document.put("scheme", CardTable.words(personal.scheme()));
        document.put("pinTries", pin ? personal.pinTries() : null);
        lines.add(line("card", personal.cardId()));
        lines.add(line("issuer", personal.issuer()));
        lines.add(line("key", CardTable.words(personal.scheme())));
        lines.add(line("PIN", pin ? personal.pinTries() + " tries left" : "not chosen"));
    }

    private static void addMoney(
            CardBalance balance, CardLimits limits, Map<String, Object> document, List<String> lines) {
        document.put("currency", balance.currency().number());
        document.put("balanceMinor", balance.balanceMinor());
        document.put("maxBalanceMinor", limits.limits().maxBalanceMinor());
        document.put("maxAmountMinor", limits.limits().maxAmountMinor());
        document.put("pinFreeMinor", limits.limits().pinFreeMinor());
        document.put("debitedWithoutPinMinor", limits.debitedWithoutPinMinor());
        lines.add(line("balance", amount(balance.balanceMinor(), balance.currency())));
        lines.add(line(
                "limits",
                "balance " + amount(limits.limits().maxBalanceMinor(), limits.currency()) + ", operation "
                        + amount(limits.limits().maxAmountMinor(), limits.currency()) + ", without PIN "
                        + amount(limits.limits().pinFreeMinor(), limits.currency()) + " ("
                        + amount(limits.debitedWithoutPinMinor(), limits.currency()) + " used)"));
    }

    private static void addKeys(List<KeyReference> keys, Map<String, Object> document, List<String> lines) {
        List<String> words = keys.stream().map(CardTable::words).toList();
        document.put("issuerKeys", words);
        lines.add(line("obeys", words.stream().collect(Collectors.joining(", "))));
    }
}
