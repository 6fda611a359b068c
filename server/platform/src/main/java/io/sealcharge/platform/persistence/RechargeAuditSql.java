package io.sealcharge.platform.persistence;

/** Checks of {@link MoneyAudit} on recharges and the requests whose keys they spent. */
final class RechargeAuditSql {
    private RechargeAuditSql() {}

    /** Value goes to the number at once, or to the settlement with the charging system when that has answered. */
    static final String RECHARGES_POSTED = """
            SELECT format('recharge %s redeemed voucher %s for %s %s but posted %s %s to %s', r.id, r.serial_number,
                          r.amount_minor, r.currency, coalesce(p.amount_minor, 0), coalesce(p.currency, '-'),
                          coalesce(nullif(a.owner, ''), a.kind, 'nobody')) AS difference
            FROM recharge r
            LEFT JOIN posting p ON p.recharge_id = r.id
            LEFT JOIN account a ON a.id = p.credit_account
            WHERE r.outcome = 'redeemed'
              AND (p.amount_minor, p.currency, a.kind, a.owner, p.posted_at)
                  IS DISTINCT FROM
                  (r.amount_minor, r.currency,
                   CASE r.charging WHEN 'embedded' THEN 'subscriber' ELSE 'charging_settlement' END,
                   CASE r.charging WHEN 'embedded' THEN r.phone_number ELSE '' END,
                   coalesce(r.settled_at, r.created_at))
            UNION ALL
            SELECT format('recharge %s was %s but posted %s %s', r.id, r.outcome, p.amount_minor, p.currency)
            FROM recharge r
            JOIN posting p ON p.recharge_id = r.id
            WHERE r.outcome <> 'redeemed'
            """;

    static final String VOUCHERS_REDEEMED = """
            SELECT format('voucher %s is %s, worth %s %s, but its recharge is %s of %s %s', v.serial_number, v.state,
                          v.face_value_minor, v.currency, coalesce(r.outcome, 'none'), coalesce(r.amount_minor, 0),
                          coalesce(r.currency, '-')) AS difference
            FROM voucher v
            LEFT JOIN recharge r ON r.serial_number = v.serial_number AND r.outcome IN ('pending', 'redeemed')
            WHERE CASE v.state WHEN 'redeemed' THEN 'redeemed' WHEN 'reserved' THEN 'pending' END
                  IS DISTINCT FROM r.outcome
            UNION ALL
            SELECT format('recharge %s is of %s %s but its voucher %s of %s %s', r.id, r.amount_minor, r.currency,
                          coalesce(v.serial_number, 'none'), coalesce(v.face_value_minor, 0), coalesce(v.currency, '-'))
            FROM recharge r
            LEFT JOIN voucher v ON v.serial_number = r.serial_number
            WHERE r.serial_number IS NOT NULL
              AND (v.serial_number IS NULL
                   OR (r.amount_minor IS NOT NULL
                       AND (r.amount_minor, r.currency::text) <> (v.face_value_minor, v.currency::text)))
            """;

    static final String RECHARGES_KEPT = """
            SELECT format('recharge %s does not say what it said when it was written', r.id) AS difference
            FROM recharge r
            WHERE r.facts_digest <> facts_digest(ARRAY[
                      r.id::text, r.channel_id, r.reference, r.terminal, r.request_id::text, r.phone_number, r.outcome,
                      r.serial_number, r.first_recharge_id::text, r.amount_minor::text, r.currency])
            UNION ALL
            SELECT format('recharge %s repeats recharge %s, which was not this channel''s for this number',
                          r.id, r.first_recharge_id)
            FROM recharge r
            LEFT JOIN recharge f ON f.id = r.first_recharge_id AND f.outcome = 'redeemed'
            WHERE r.outcome = 'already_redeemed_by_you'
              AND (f.serial_number, f.channel_id, f.phone_number)
                  IS DISTINCT FROM (r.serial_number, r.channel_id, r.phone_number)
            UNION ALL
            SELECT format('recharge %s is %s, charged by the %s system', r.id, r.outcome, r.charging)
            FROM recharge r
            WHERE r.charging <> CASE WHEN r.outcome IN ('pending', 'charging_rejected') THEN 'external'
                                     WHEN r.outcome = 'redeemed' THEN r.charging
                                     ELSE 'embedded' END
            """;

    static final String KEYS_SPENT = """
            SELECT format('recharge request %s of channel %s is %s but %s',
                          q.id, q.channel_id, q.state,
                          CASE WHEN r.id IS NULL THEN 'has no recharge' ELSE 'recharge ' || r.id || ' used it' END)
                       AS difference
            FROM recharge_request q
            LEFT JOIN recharge r ON r.request_id = q.id
            WHERE (q.state = 'used') <> (r.id IS NOT NULL)
            UNION ALL
            SELECT format('recharge %s does not fit its request %s', r.id, r.request_id)
            FROM recharge r
            LEFT JOIN recharge_request q ON q.id = r.request_id
            WHERE (q.channel_id, q.reference, q.terminal) IS DISTINCT FROM (r.channel_id, r.reference, r.terminal)
            """;
}
