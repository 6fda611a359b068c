package io.sealcharge.platform;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.AcknowledgePurchase;
import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.EraseAnswers;
import io.sealcharge.platform.app.GetAccount;
import io.sealcharge.platform.app.GetStatement;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.ReplaceVoucher;
import io.sealcharge.platform.app.SharedKeys;
import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.http.AfterSaleUseCases;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgAccountStore;
import io.sealcharge.platform.persistence.PgAnswerStore;
import io.sealcharge.platform.persistence.PgReplacementStore;
import io.sealcharge.platform.persistence.PgSharedKeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes what channels can ask for about sales that were made, and starts the erasing of old answers. */
final class AfterSaleStart {
    private final Site site;
    private final Database database;
    private final PgAnswerStore answers;

    AfterSaleStart(Site site, Database database) {
        this.site = site;
        this.database = database;
        this.answers = new PgAnswerStore(database);
    }

    AfterSaleUseCases useCases(VoucherStore vouchers, ChannelStore channels, Keys keys, Ids ids) {
        InstantSource clock = site.clock();
        PgAccountStore accounts = new PgAccountStore(database);
        return new AfterSaleUseCases(
                new AcknowledgePurchase(answers, vouchers, channels, clock),
                new ReplaceVoucher(
                        new PgReplacementStore(database),
                        new SharedKeys(new PgSharedKeyStore(database)),
                        channels,
                        keys,
                        ids,
                        clock),
                new GetAccount(accounts, channels, clock),
                new GetStatement(accounts, channels));
    }

    void startErasing() {
        Duration after = Duration.ofSeconds(site.settings().purchase().eraseAnswersAfterSeconds());
        EraseAnswers erase = new EraseAnswers(answers, site.clock(), after);
        MeterRegistry meters = site.metrics().registry();
        FunctionCounter.builder("sealcharge.answers.erased", erase, EraseAnswers::purchases)
                .tag("act", "purchase")
                .register(meters);
        FunctionCounter.builder("sealcharge.answers.erased", erase, EraseAnswers::replacements)
                .tag("act", "replacement")
                .register(meters);
        Watch watch = new Watch(site.vertx(), List.of(erase::execute));
        watch.start();
        site.parts().add("erasing of answers", () -> Site.await(watch.stop()));
    }
}
