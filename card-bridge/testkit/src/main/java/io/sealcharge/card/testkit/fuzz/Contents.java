package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import java.util.ArrayList;
import java.util.List;

/** What a platform may ask of a card, right to begin with. */
final class Contents {
    static final List<Long> AMOUNTS =
            List.of(1L, 1_000L, 5_001L, 30_000L, 80_000L, Long.MAX_VALUE - 20_000, Long.MAX_VALUE);
    static final List<String> PINS = List.of("2468", "1357", "123456789012");
    static final List<Business> TRANSFERS = List.of(Business.TRANSFER_OUT, Business.TRANSFER_IN);
    static final List<Business> BUSINESSES = List.of(Business.values());
    static final List<OperationContent> OPERATIONS = operations();
    static final List<CommandApdu> READING = List.of(
            CardCommands.select(),
            CardCommands.cardInfo(),
            CardCommands.limits(),
            CardCommands.issuerKeys(),
            CardCommands.certificate(),
            CardCommands.lastResult(),
            CardCommands.balance(),
            CardCommands.pinState(),
            CardCommands.signedStatus(OperationId.NONE, new Nonce(new byte[Nonce.LENGTH])));

    private Contents() {}

    private static List<OperationContent> operations() {
        List<OperationContent> all = new ArrayList<>();
        for (Business business : List.of(Business.RECHARGE, Business.REDEEM, Business.TRANSFER_IN)) {
            AMOUNTS.forEach(amount -> all.add(DrivenCard.move(business, amount)));
        }
        all.add(new NewLimits(TestIssuer.CNY, new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)));
        all.add(new NewLimits(TestIssuer.CNY, new Limits(0, 0, 0)));
        for (IssuerRole role : IssuerRole.values()) {
            all.add(new AddIssuerKey(TestIssuer.issuerKey(role, 2)));
            all.add(new AddIssuerKey(TestIssuer.issuerKey(role, 3)));
            all.add(new RetireIssuerKey(new KeyReference(role, 1)));
        }
        for (Business business :
                List.of(Business.BLOCK, Business.UNBLOCK, Business.RESET_HOLDER_PIN, Business.RETIRE_CARD)) {
            all.add(new Bare(business));
        }
        return List.copyOf(all);
    }
}
