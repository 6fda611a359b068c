package io.sealcharge.load.flow;

import io.sealcharge.envelope.Pin;
import io.sealcharge.load.drive.Ending;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Lane;
import io.sealcharge.load.terminal.TerminalCrypto;
import io.sealcharge.load.terminal.UnreadableAnswerException;
import io.sealcharge.load.wire.Member;
import io.sealcharge.load.wire.WireAnswer;
import org.jspecify.annotations.Nullable;

/** A terminal buys vouchers for a key of its own and opens each of them. */
public final class PurchaseFlow implements Flow {
    private static final Member SERIAL_NUMBER = Member.of("serialNumber");
    private static final Member ENVELOPE = Member.of("envelope");

    private final Books books;
    private final Orders orders;
    private final @Nullable TerminalCrypto crypto;
    private final Bought bought;

    /** Where PINs go. */
    private interface Bought {
        /** @param pin which this closes */
        void bought(long serialNumber, Pin pin);
    }

    private PurchaseFlow(Books books, Orders orders, @Nullable TerminalCrypto crypto, Bought bought) {
        this.books = books;
        this.orders = orders;
        this.crypto = crypto;
        this.bought = bought;
    }

    /** PINs are shown to a buyer and forgotten. */
    public static PurchaseFlow shown(Books books, Orders orders, TerminalCrypto crypto) {
        return new PurchaseFlow(books, orders, crypto, (serialNumber, pin) -> pin.close());
    }

    /** Vouchers go into a purse. */
    public static PurchaseFlow saving(Books books, Orders orders, TerminalCrypto crypto, Purse purse) {
        return new PurchaseFlow(
                books, orders, crypto, (serialNumber, pin) -> purse.add(new Purse.Voucher(serialNumber, pin)));
    }

    /** Vouchers stay in their envelopes, so that whoever makes more load than a platform can bear keeps up. */
    public static PurchaseFlow unopened(Books books, Orders orders) {
        return new PurchaseFlow(books, orders, null, (serialNumber, pin) -> pin.close());
    }

    @Override
    public void begin(Lane lane, Ending ending) {
        Orders.Order order = orders.next();
        lane.send(lane.channel().purchases(), order.json(), answer -> {
            if (!answer.isSuccess()) {
                ending.failed(answer);
                return;
            }
            books.acknowledgePurchase(order.number());
            try {
                take(answer, order);
            } catch (UnreadableAnswerException | NumberFormatException fault) {
                ending.failed(fault);
                return;
            }
            ending.done();
        });
    }

    private void take(WireAnswer answer, Orders.Order order) {
        int at = 0;
        for (int taken = 0; taken < orders.quantity(); taken++) {
            int serialAt = answer.find(SERIAL_NUMBER, at);
            int envelopeAt = serialAt < 0 ? -1 : answer.find(ENVELOPE, serialAt);
            if (envelopeAt < 0) {
                throw new NumberFormatException("the answer holds fewer vouchers than were bought");
            }
            String serialNumber = answer.textAt(serialAt);
            long serial = Long.parseLong(serialNumber);
            books.bought(serial, order.number());
            if (crypto != null) {
                Pin pin = order.key().open(crypto, answer.textAt(envelopeAt), serialNumber, order.reference());
                bought.bought(serial, pin);
            }
            at = envelopeAt;
        }
    }

    @Override
    public boolean isExhausted() {
        return orders.isExhausted();
    }
}
