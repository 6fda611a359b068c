package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;

import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.TerminalKeyId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Books with something of every kind in them. */
final class Trade {
    private static final List<Product> PRODUCTS = List.of(Shop.PAR, Shop.DISCOUNTED, Shop.SURCHARGED, Shop.FREE);

    private Trade() {}

    /** Every kind of sale and every ending of a recharge, and every kind of row that a life can leave. */
    static void everything(DatabaseExtension database) throws SQLException {
        Shop shop = Shop.open(database.database());
        int act = 0;
        for (String channel : List.of(CHANNEL, OTHER_CHANNEL)) {
            for (Product product : PRODUCTS) {
                Purchase purchase = shop.sell(channel, "buy-" + act++, product, 3);
                String first = purchase.vouchers().get(0).face().serialNumber();
                String second = purchase.vouchers().get(1).face().serialNumber();
                shop.recharge(channel, "spend-" + act++, first, "+8613800138" + (100 + act));
                shop.recharge(channel, "spend-" + act++, second, "+8613800138000");
                shop.recharge(channel, "again-" + act++, second, "+8613800138000");
                shop.recharge(channel, "theft-" + act++, second, "+8613900139" + (100 + act));
                shop.recharge(channel, "guess-" + act++, "unknown", "+8613900139000");
            }
            act = underSharedKeys(shop, channel, act);
            shop.requestKey(channel, "void-" + act++, "t-void");
            shop.requestKey(channel, "open-" + act++, "t-void");
        }
        try (Connection connection = database.superuser()) {
            Lives lives = new Lives(connection);
            lives.live(CHANNEL);
            lives.live(OTHER_CHANNEL);
        }
    }

    /** A recharge that redeems, one that is refused and one that is begun, at a terminal that shares keys. */
    private static int underSharedKeys(Shop shop, String channel, int acts) {
        int act = acts;
        TerminalKeyId key = shop.register(channel, "sharing");
        String serial = shop.sellOne(channel, "buy-" + act++);
        RechargeRequest good = shop.requestShared("spend-" + act++, "sharing", key);
        Shop.done(await(shop.redeem(shop.attempt(good, serial, "+8613800138099"))));
        RechargeRequest guess = shop.requestShared("guess-" + act++, "sharing", key);
        Shop.done(await(shop.redeem(shop.attempt(guess, "unknown", "+8613900139000"))));
        shop.requestShared("open-" + act++, "sharing", key);
        return act;
    }
}
