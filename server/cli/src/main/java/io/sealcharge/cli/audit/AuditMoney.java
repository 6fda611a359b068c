package io.sealcharge.cli.audit;

import io.sealcharge.cli.ConfigOption;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.platform.persistence.MoneyAudit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge audit money}. */
@Command(
        name = "money",
        description = {
            "Compares every sale, recharge, voucher and balance with the postings, in one snapshot of the database,",
            "while the platform goes on. Prints the totals, or the first difference."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge audit money",
            "  ./sealcharge audit money --config /etc/sealcharge/config.yaml --json",
            "%nExit codes: 0 the books are sound, 1 a difference (it is printed) or the database is away, 2 wrong use"
        })
final class AuditMoney implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    AuditMoney(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        MoneyAudit.Report report = Books.audit(config.file());
        Optional<MoneyAudit.Difference> difference = report.firstDifference();
        console.answer(document(report), totals(report), verdict(report));
        return difference.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private static String totals(MoneyAudit.Report report) {
        return "purchases " + report.purchases() + ", vouchers " + report.vouchers() + ", recharges "
                + report.recharges() + ", postings " + report.postings() + " at " + report.at();
    }

    private static String verdict(MoneyAudit.Report report) {
        return report.firstDifference()
                .map(found -> "DIFFERENCE " + found.check() + ": " + found.words())
                .orElse("sound: " + report.checks() + " checks found no difference");
    }

    private static Map<String, Object> document(MoneyAudit.Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sound", report.firstDifference().isEmpty());
        document.put("at", report.at().toString());
        document.put("purchases", report.purchases());
        document.put("vouchers", report.vouchers());
        document.put("recharges", report.recharges());
        document.put("postings", report.postings());
        document.put("checks", report.checks());
        document.put(
                "firstDifference",
                report.firstDifference()
                        .map(found -> Map.of("check", found.check(), "words", found.words()))
                        .orElse(null));
        return document;
    }
}
