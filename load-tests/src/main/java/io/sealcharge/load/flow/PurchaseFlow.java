package io.sealcharge.load.flow;

import io.sealcharge.envelope.Pin;
import io.sealcharge.load.drive.Ending;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Lane;
import io.sealcharge.load.terminal.BuyerKey;
import io.sealcharge.load.terminal.TerminalCrypto;
import io.sealcharge.load.terminal.UnreadableAnswerException;
import io.sealcharge.load.wire.Member;
import io.sealcharge.load.wire.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** A terminal buys vouchers for a key of its own and opens each of them. */
public final class PurchaseFlow implements Flow {
    private static final Member SERIAL_NUMBER = Member.of("serialNumber");
    private static final Member ENVELOPE = Member.of("envelope");

    private final Books books;
    private final BuyerKeys keys;
    private final TerminalCrypto crypto;
    private final String rest;
    private final int quantity;
    private final int most;
    private final BiConsumer<Long, Pin> bought;

    /**
     * @param quantity vouchers in each purchase
     * @param most purchases; none is begun after them
     * @param bought gets each serial number and its PIN, and closes that
     */
    public PurchaseFlow(
            Books books,
            BuyerKeys keys,
            TerminalCrypto crypto,
            String product,
            int quantity,
            int most,
            BiConsumer<Long, Pin> bought) {
        this.books = books;
        this.keys = keys;
        this.crypto = crypto;
        this.rest = "\",\"product\":\"" + product + "\",\"quantity\":" + quantity + ",\"key\":";
        this.quantity = quantity;
        this.most = most;
        this.bought = bought;
    }

    /** As many as are wanted of one voucher each, whose PINs are shown to a buyer and forgotten. */
    public static PurchaseFlow shown(Books books, BuyerKeys keys, TerminalCrypto crypto, String product, int most) {
        return new PurchaseFlow(books, keys, crypto, product, 1, most, (serialNumber, pin) -> pin.close());
    }

    /** Vouchers that go into a purse. */
    public static PurchaseFlow saving(
            Books books, BuyerKeys keys, TerminalCrypto crypto, String product, int quantity, Purse purse) {
        return new PurchaseFlow(
                books,
                keys,
                crypto,
                product,
                quantity,
                Integer.MAX_VALUE,
                (serialNumber, pin) -> purse.add(new Purse.Voucher(serialNumber, pin)));
    }

    @Override
    public void begin(Lane lane, Ending ending) {
        int number = books.beginPurchase();
        String reference = books.references().of(number);
        BuyerKey key = keys.next();
        String order =
                "{\"reference\":\"" + reference + "\",\"terminal\":\"" + lane.terminal() + rest + key.jwk() + "}";
        lane.send(lane.channel().purchases(), order.getBytes(StandardCharsets.ISO_8859_1), answer -> {
            if (!answer.isSuccess()) {
                ending.failed(answer);
                return;
            }
            books.acknowledgePurchase(number);
            try {
                open(answer, number, reference, key);
            } catch (UnreadableAnswerException | NumberFormatException fault) {
                ending.failed(fault);
                return;
            }
            ending.done();
        });
    }

    private void open(WireAnswer answer, int number, String reference, BuyerKey key) {
        int at = 0;
        for (int opened = 0; opened < quantity; opened++) {
            int serialAt = answer.find(SERIAL_NUMBER, at);
            int envelopeAt = serialAt < 0 ? -1 : answer.find(ENVELOPE, serialAt);
            if (envelopeAt < 0) {
                throw new NumberFormatException("the answer holds fewer vouchers than were bought");
            }
            String serialNumber = answer.textAt(serialAt);
            long serial = Long.parseLong(serialNumber);
            books.bought(serial, number);
            bought.accept(serial, key.open(crypto, answer.textAt(envelopeAt), serialNumber, reference));
            at = envelopeAt;
        }
    }

    @Override
    public boolean isExhausted() {
        return books.begunPurchases() >= most;
    }
}
