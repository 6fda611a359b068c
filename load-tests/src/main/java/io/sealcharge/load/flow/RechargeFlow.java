package io.sealcharge.load.flow;

import io.sealcharge.load.drive.Ending;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Lane;
import io.sealcharge.load.terminal.RechargeSeal;
import io.sealcharge.load.terminal.UnreadableAnswerException;
import io.sealcharge.load.wire.Member;
import io.sealcharge.load.wire.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** A terminal asks for a one-time key, checks the platform's word for it, and spends a voucher: two requests. */
public final class RechargeFlow implements Flow {
    private static final Member SIGNATURE = Member.of("signature");
    private static final Member STATUS = Member.of("status");
    private static final int SUBSCRIBERS = 1_000_000;
    private static final int FIRST_SUBSCRIBER = 30_000_000;

    private final Books books;
    private final Purse purse;
    private final RechargeSeal seal;
    private final RandomGenerator random;

    /** @param random chooses among the subscribers */
    public RechargeFlow(Books books, Purse purse, RechargeSeal seal, RandomGenerator random) {
        this.books = books;
        this.purse = purse;
        this.seal = seal;
        this.random = random;
    }

    /** The one flow's state between its requests. */
    private final class Spending {
        private final Lane lane;
        private final Ending ending;
        private final Purse.Voucher voucher;
        private final int number = books.beginRecharge();
        private final String reference = books.references().of(number);
        private final String named;

        Spending(Lane lane, Ending ending, Purse.Voucher voucher) {
            this.lane = lane;
            this.ending = ending;
            this.voucher = voucher;
            this.named = "{\"reference\":\"" + reference + "\",\"terminal\":\"" + lane.terminal() + "\"";
        }

        void askForKey() {
            lane.send(lane.channel().rechargeRequests(), bytes(named + "}"), this::keyCame);
        }

        private void keyCame(WireAnswer answer) {
            if (!answer.isSuccess()) {
                purse.add(voucher);
                ending.failed(answer);
                return;
            }
            // A mobile number of China; nobody is called.
            String phoneNumber = "+86138" + (FIRST_SUBSCRIBER + random.nextInt(SUBSCRIBERS));
            String envelope;
            try {
                envelope = seal.seal(
                        answer.text(SIGNATURE),
                        lane.channel().id(),
                        lane.terminal(),
                        voucher.pin(),
                        phoneNumber,
                        reference);
            } catch (UnreadableAnswerException fault) {
                voucher.pin().close();
                ending.failed(fault);
                return;
            }
            String order = named + ",\"phoneNumber\":\"" + phoneNumber + "\",\"envelope\":\"" + envelope + "\"}";
            lane.send(lane.channel().recharges(), bytes(order), this::redeemed);
        }

        private void redeemed(WireAnswer answer) {
            if (answer.isTurnedAway()) {
                // Nothing was written: another recharge may spend it.
                purse.add(voucher);
                ending.failed(answer);
                return;
            }
            voucher.pin().close();
            if (!answer.isSuccess()) {
                ending.failed(answer);
            } else if (!answer.text(STATUS).equals("redeemed")) {
                ending.failed(new IllegalStateException("recharge " + answer.text(STATUS)));
            } else {
                books.redeemed(voucher.serialNumber(), number);
                ending.done();
            }
        }
    }

    @Override
    public void begin(Lane lane, Ending ending) {
        Purse.Voucher voucher = purse.take();
        if (voucher == null) {
            throw new IllegalStateException("begun with an empty purse");
        }
        new Spending(lane, ending, voucher).askForKey();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean isExhausted() {
        return purse.size() == 0;
    }
}
