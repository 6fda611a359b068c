package io.sealcharge.platform.persistence;

import java.util.List;

/**
 * The checks of {@link MoneyAudit}: each gives rows of one column, {@code difference}, in words; none if all is well. Rows
 * that should point at each other are joined outwards, since an altered row may point nowhere.
 */
final class MoneyAuditSql {
    private MoneyAuditSql() {}

    /** @param sql a query for differences, in an order of its own choice */
    record Check(String name, String sql) {}

    static final List<Check> CHECKS = List.of(
            new Check("balances", LedgerAuditSql.BALANCES),
            new Check("accounts", LedgerAuditSql.ACCOUNTS),
            new Check("postings", LedgerAuditSql.POSTINGS),
            new Check("spent by day", LedgerAuditSql.SPENT),
            new Check("credit grants", LedgerAuditSql.CREDIT_GRANTS),
            new Check("purchases and postings", SaleAuditSql.PURCHASES_POSTED),
            new Check("purchases and vouchers", SaleAuditSql.PURCHASES_DELIVERED),
            new Check("expiries of what was sold", SaleAuditSql.EXPIRIES_SOLD),
            new Check("replacements", SaleAuditSql.REPLACEMENTS),
            new Check("terminal keys", SaleAuditSql.TERMINAL_KEYS),
            new Check("recharges and postings", RechargeAuditSql.RECHARGES_POSTED),
            new Check("vouchers and recharges", RechargeAuditSql.VOUCHERS_REDEEMED),
            new Check("recharges as written", RechargeAuditSql.RECHARGES_KEPT),
            new Check("recharges and requests", RechargeAuditSql.KEYS_SPENT),
            new Check("voucher histories", VoucherAuditSql.LIVES),
            new Check("facts of voucher histories", VoucherAuditSql.FACTS),
            new Check("expired vouchers and postings", VoucherAuditSql.EXPIRIES_POSTED),
            new Check("batches and vouchers", VoucherAuditSql.BATCHES),
            new Check("batch histories", VoucherAuditSql.BATCH_LIVES),
            new Check("voucher liability", LedgerAuditSql.LIABILITY));

    static final String COUNTS = """
            SELECT now() AS at,
                   (SELECT count(*) FROM purchase) AS purchases,
                   (SELECT count(*) FROM voucher) AS vouchers,
                   (SELECT count(*) FROM recharge) AS recharges,
                   (SELECT count(*) FROM posting) AS postings
            """;
}
