package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.PowerCutException;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A long life with power cuts at random: no counter is applied twice, and the balance is the sum of what was applied. */
class TornHistoryTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000d1");
    private static final CardId CARD_ID = CardId.parse("62000000000000d1");
    private static final int OPERATIONS = 200;
    private static final int BEYOND_THE_LAST_TEAR_POINT = 20;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Long, OperationDigest> applied = new HashMap<>();
    private long balance;
    private int cuts;

    @Test
    void noCounterIsAppliedTwice() {
        SimulatorUnderTest card = SimulatorUnderTest.blank(SERIAL, TestIssuer.transportKey(SERIAL));
        DrivenCard blank = new DrivenCard(card);
        CardPublicKey key =
                new TestPersonaliser(blank::send, SERIAL, TestIssuer.parameters(CARD_ID), KeyScheme.CERTIFIED).run();
        DrivenCard driven = new DrivenCard(card, CARD_ID, key).select();
        driven.apply(new NewLimits(TestIssuer.CNY, new Limits(100_000, 1_000, Long.MAX_VALUE)));
        long first = driven.status(driven.nextId()).counter();
        for (int i = 0; i < OPERATIONS; i++) {
            settle(driven, execute(driven));
        }
        assertThat(cuts).as("repeat: %s", repeat()).isBetween(OPERATIONS / 5, OPERATIONS);
        assertThat(applied.keySet())
                .hasSize((int) (driven.status(driven.nextId()).counter() - first));
    }

    private String repeat() {
        return "./test card-bridge/virtual-card -Dtest=TornHistoryTest -Dseed=" + seed;
    }

    private Signed<Operation> execute(DrivenCard card) {
        Business business = List.of(Business.RECHARGE, Business.REDEEM, Business.TRANSFER_IN, Business.TRANSFER_OUT)
                .get(random.nextInt(4));
        if (business.isDebit() && balance == 0) {
            business = Business.RECHARGE;
        }
        long amount = 1 + random.nextLong(business.isDebit() ? Math.min(balance, 1_000) : 1_000);
        Signed<Operation> operation = TestIssuer.sign(card.prepare(DrivenCard.move(business, amount)));
        card.card().cutPowerAt(random.nextInt(BEYOND_THE_LAST_TEAR_POINT));
        try {
            card.execute(operation);
        } catch (PowerCutException cut) {
            cuts++;
            card.restart();
        }
        return operation;
    }

    /** As another reader would: asks the card what became of the operation. */
    private void settle(DrivenCard card, Signed<Operation> operation) {
        CardStatus status = card.status(operation.statement().id());
        if (status.lastOperationId().equals(operation.statement().id())) {
            assertThat(applied.put(status.counter(), operation.statement().digest()))
                    .as("counter %d; repeat: %s", status.counter(), repeat())
                    .isNull();
            assertThat(card.lastResult().digest())
                    .isEqualTo(operation.statement().digest());
            ValueMove move = (ValueMove) operation.statement().content();
            balance += move.business().isDebit() ? -move.amountMinor() : move.amountMinor();
        } else {
            assertThat(card.send(CardCommands.execute(operation)).isDone())
                    .as(repeat())
                    .isFalse();
        }
        assertThat(status.balanceMinor()).as(repeat()).isEqualTo(balance);
    }
}
