package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.card.keys.CardConnection;
import io.sealcharge.card.keys.CardOrder;
import io.sealcharge.card.keys.CardProof;
import io.sealcharge.card.keys.CardRefusedException;
import io.sealcharge.card.keys.CertifiedCard;
import io.sealcharge.card.keys.ConnectedCard;
import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.simulator.CardGoneException;
import io.sealcharge.cli.Amounts;
import io.sealcharge.cli.issuer.CardIssuer;
import io.sealcharge.cli.issuer.CardNumbers;
import io.sealcharge.cli.issuer.VirtualCard;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The life of two cards, one under each scheme: personalised, used, torn, and cheated in vain. */
final class CardSteps implements AutoCloseable {
    private static final CurrencyNumber CNY = new CurrencyNumber(156);
    private static final Limits LIMITS = new Limits(100_000, 50_000, 50_000);
    private static final Counterpart ACCOUNT =
            Counterpart.account(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});

    /** Commands of personalisation until the card has stored its key: select, begin, parameters, two issuer keys, the key. */
    private static final int UNTIL_KEY_STORED = 6;

    private final CardIssuer issuer;
    private final Path folder;
    private final Steps steps;
    private final CardNumbers numbers = new CardNumbers();
    private final SecureRandom random = new SecureRandom();
    private final List<VirtualCard> inserted = new ArrayList<>();

    CardSteps(CardIssuer issuer, Path folder, Steps steps) {
        this.issuer = issuer;
        this.folder = folder;
        this.steps = steps;
    }

    void run() {
        DemoCard a = personalise("A", KeyScheme.CERTIFIED);
        DemoCard b = personalise("B", KeyScheme.DERIVED);
        Signed<Operation> first = move(a, Business.RECHARGE, 10_000, ACCOUNT, "onto it");
        move(a, Business.REDEEM, 2_500, ACCOUNT, "off it");
        move(b, Business.RECHARGE, 8_000, ACCOUNT, "onto it");
        move(b, Business.REDEEM, 1_500, ACCOUNT, "off it");
        transfer(a, b, 3_000);
        transfer(b, a, 1_200);
        for (DemoCard card : List.of(a, b)) {
            Signed<Operation> last = tornAfterWriting(card);
            identicalAgain(card, last);
            tornBeforeWriting(card);
        }
        olderReplayed(a, first);
        forged(b);
        ofAnotherCard(a, b);
        altogether(a, b);
    }

    private DemoCard personalise(String name, KeyScheme scheme) {
        VirtualCard[] card = new VirtualCard[1];
        steps.step(() -> {
            SerialNumber serial = numbers.serialNumber();
            try (TransportKey key = issuer.transportKey(serial)) {
                card[0] = VirtualCard.make(folder.resolve(name), serial, key);
            }
            inserted.add(card[0]);
            return "card " + name + ": blank, serial number " + serial + ", its transport key from the HSM";
        });
        CardOrder order =
                issuer.order(new CardParameters(numbers.cardId(issuer.id()), issuer.id(), CNY, LIMITS), scheme);
        tornInPersonalisation(name, card[0], order);
        CertifiedCard[] certified = new CertifiedCard[1];
        steps.step(() -> {
            certified[0] = issuer.personalisation().run(card[0], order);
            return "card " + name + ": begun again and personalised as " + certified[0].id() + ", " + words(scheme);
        });
        verify(name, card[0], scheme);
        return new DemoCard(name, card[0], certified[0], issuer.operations(), CNY);
    }

    private static String words(KeyScheme scheme) {
        return scheme == KeyScheme.CERTIFIED
                ? "with a key that it made itself"
                : "with a key that the officers' token derived from its id";
    }

    private void tornInPersonalisation(String name, VirtualCard card, CardOrder order) {
        steps.step(() -> {
            int[] sent = {0};
            CardConnection torn = apdu -> {
                if (++sent[0] == UNTIL_KEY_STORED) {
                    card.cutPowerAt(0);
                }
                return card.transmit(apdu);
            };
            try {
                issuer.personalisation().run(torn, order);
                throw new StepFailedException("the power was cut, and nobody noticed");
            } catch (CardGoneException gone) {
                card.powerCycle();
            }
            return "card " + name + ": lost its power while it stored its key";
        });
    }

    private void verify(String name, VirtualCard card, KeyScheme scheme) {
        steps.step(() -> {
            CardProof.Proven proven = issuer.proof().prove(new ConnectedCard(card));
            require(proven.status().balanceMinor() == 0, "a new card holds value");
            return "card " + name + ": certificate verified, a fresh number signed by the card"
                    + (scheme == KeyScheme.DERIVED ? ", its key computed once more from the issuer's and its id" : "");
        });
    }

    /** @return the instruction */
    private Signed<Operation> move(
            DemoCard card, Business business, long amountMinor, Counterpart counterpart, String where) {
        List<Signed<Operation>> instructions = new ArrayList<>();
        steps.step(() -> {
            Signed<Operation> instruction = card.instruct(business, amountMinor, counterpart);
            instructions.add(instruction);
            card.execute(instruction);
            return "card " + card.name() + ": " + words(business) + ", " + amount(amountMinor) + " " + where
                    + "; result verified, " + amount(card.balanceMinor()) + " on it";
        });
        return instructions.getFirst();
    }

    private void transfer(DemoCard from, DemoCard to, long amountMinor) {
        move(from, Business.TRANSFER_OUT, amountMinor, Counterpart.card(to.id()), "for card " + to.name());
        move(to, Business.TRANSFER_IN, amountMinor, Counterpart.card(from.id()), "from card " + from.name());
    }

    /** The answer is lost, the card has acted: it tells so after the power is back. */
    private Signed<Operation> tornAfterWriting(DemoCard card) {
        List<Signed<Operation>> instructions = new ArrayList<>();
        steps.step(() -> {
            card.execute(card.instruct(Business.RECHARGE, 100, ACCOUNT));
            int last = card.power().tearPointsOfLastCommand() - 1;
            Signed<Operation> instruction = card.instruct(Business.RECHARGE, 400, ACCOUNT);
            tear(card, last, instruction);
            instructions.add(instruction);
            card.believe(instruction.statement(), card.connected().lastResult());
            return "card " + card.name() + ": lost its power after it had applied " + amount(400)
                    + "; GET LAST RESULT gives the signed result";
        });
        return instructions.getFirst();
    }

    /** The card has not acted, and says so; from then on it will not. */
    private void tornBeforeWriting(DemoCard card) {
        steps.step(() -> {
            Signed<Operation> instruction = card.instruct(Business.RECHARGE, 700, ACCOUNT);
            tear(card, 0, instruction);
            Nonce nonce = nonce();
            Signed<CardStatus> status =
                    card.connected().signedStatus(instruction.statement().id(), nonce);
            require(
                    card.certified().signedStatus(status)
                            && status.statement().nonce().equals(nonce)
                            && status.statement().counter()
                                    == instruction.statement().counter()
                            && !status.statement()
                                    .lastOperationId()
                                    .equals(instruction.statement().id())
                            && status.statement().balanceMinor() == card.balanceMinor(),
                    "the signed status does not say that nothing happened");
            refused(card, instruction, StatusWord.OTHER_CHALLENGE);
            return "card " + card.name() + ": lost its power before it had applied " + amount(700)
                    + "; SIGNED STATUS says so, and the instruction is void";
        });
    }

    private static void tear(DemoCard card, int tearPoint, Signed<Operation> instruction) {
        card.power().cutPowerAt(tearPoint);
        try {
            card.connected().execute(instruction);
            throw new StepFailedException("the power was cut, and nobody noticed");
        } catch (CardGoneException gone) {
            card.power().powerCycle();
            card.connected().select();
        }
    }

    private void identicalAgain(DemoCard card, Signed<Operation> last) {
        steps.step(() -> {
            Signed<OperationResult> stored = card.connected().lastResult();
            Signed<OperationResult> again = card.connected().execute(last);
            require(Arrays.equals(again.encode(), stored.encode()), "the same instruction got another answer");
            requireBalance(card);
            return "card " + card.name() + ": the same instruction again, the same answer to the byte, no value moved";
        });
    }

    private void olderReplayed(DemoCard card, Signed<Operation> older) {
        steps.step(() -> {
            refused(card, older, StatusWord.OTHER_COUNTER);
            return "card " + card.name() + ": an older instruction replayed, refused (9411)";
        });
    }

    private void forged(DemoCard card) {
        steps.step(() -> {
            Signed<Operation> genuine = card.instruct(Business.RECHARGE, 100, ACCOUNT);
            Operation small = genuine.statement();
            Operation large = new Operation(
                    small.cardId(),
                    small.id(),
                    small.counter(),
                    small.challenge(),
                    small.signingKey(),
                    new ValueMove(Business.RECHARGE, CNY, 40_000, ACCOUNT));
            refused(card, new Signed<>(large, genuine.signature()), StatusWord.WRONG_SIGNATURE);
            return "card " + card.name() + ": " + amount(100) + " made " + amount(40_000)
                    + " under the same signature, refused (9302)";
        });
    }

    private void ofAnotherCard(DemoCard card, DemoCard other) {
        steps.step(() -> {
            Signed<Operation> others = other.instruct(Business.RECHARGE, 100, ACCOUNT);
            card.connected().initialize(Business.RECHARGE);
            refused(card, others, StatusWord.OTHER_CARD);
            return "card " + card.name() + ": an instruction for card " + other.name() + ", refused (9410)";
        });
    }

    private void altogether(DemoCard a, DemoCard b) {
        steps.step(() -> {
            requireBalance(a);
            requireBalance(b);
            return "cards A and B hold " + amount(a.balanceMinor()) + " and " + amount(b.balanceMinor())
                    + ", as the signed results say: nothing was made, nothing lost";
        });
    }

    private static void refused(DemoCard card, Signed<Operation> instruction, StatusWord expected) {
        try {
            card.connected().execute(instruction);
            throw new StepFailedException("card " + card.name() + " accepted it");
        } catch (CardRefusedException refusal) {
            require(refusal.statusWord() == expected.code(), "refused in another way: " + refusal.getMessage());
        }
        requireBalance(card);
    }

    private static void requireBalance(DemoCard card) {
        long found = card.connected().balance().balanceMinor();
        require(found == card.balanceMinor(), "card " + card.name() + " holds " + found);
    }

    private Nonce nonce() {
        byte[] bytes = new byte[Nonce.LENGTH];
        random.nextBytes(bytes);
        return new Nonce(bytes);
    }

    private static String words(Business business) {
        return business.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String amount(long amountMinor) {
        return Amounts.words(amountMinor, "CNY");
    }

    /** Takes the cards out of their readers. */
    @Override
    public void close() {
        inserted.forEach(VirtualCard::close);
    }
}
