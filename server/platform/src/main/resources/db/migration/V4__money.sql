-- Double entry: one posting is one row with a debit account, a credit account and an amount, so that the books balance
-- by construction.
--
--   credit grant   funding           -> channel_credit
--   sale           channel_credit    -> voucher_liability   the part of the price that face value takes up
--                  price_difference  -> voucher_liability   what the face value exceeds the price by, or
--                  channel_credit    -> price_difference    what the price exceeds the face value by
--   redemption     voucher_liability -> subscriber

CREATE TABLE account (
    id            bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text          NOT NULL
        CHECK (kind IN ('funding', 'channel_credit', 'voucher_liability', 'price_difference', 'subscriber')),
    -- a channel's id, a phone number (E.164), or empty for the platform's own accounts
    owner         text          NOT NULL,
    currency      currency_code NOT NULL,
    -- credits less debits, kept only where a rule or a read needs it: an account that every sale touches would make
    -- all sales wait for one row
    balance_minor bigint,
    CONSTRAINT account_owner_once UNIQUE (kind, owner, currency),
    -- what a posting refers to, so that its currency is that of both accounts
    CONSTRAINT account_currency UNIQUE (id, currency),
    CONSTRAINT account_owned CHECK ((kind IN ('channel_credit', 'subscriber')) = (owner <> '')),
    CONSTRAINT account_balance_kept CHECK ((kind IN ('channel_credit', 'subscriber')) = (balance_minor IS NOT NULL)),
    CONSTRAINT account_never_negative CHECK (balance_minor >= 0)
) WITH (fillfactor = 50); -- balances change often and in place

CREATE TABLE credit_grant (
    id           bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel_id   caller_name   NOT NULL REFERENCES channel,
    reference    caller_name   NOT NULL,
    amount_minor bigint        NOT NULL CHECK (amount_minor > 0),
    currency     currency_code NOT NULL,
    granted_at   timestamptz   NOT NULL,
    CONSTRAINT credit_grant_reference_once UNIQUE (channel_id, reference)
);

CREATE TABLE posting (
    id              bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text          NOT NULL
        CHECK (kind IN ('credit_grant', 'sale', 'discount', 'surcharge', 'redemption')),
    debit_account   bigint        NOT NULL,
    credit_account  bigint        NOT NULL,
    amount_minor    bigint        NOT NULL CHECK (amount_minor > 0),
    currency        currency_code NOT NULL,
    -- the act that moved the money: exactly one of these
    purchase_id     uuid          REFERENCES purchase,
    recharge_id     uuid          REFERENCES recharge,
    credit_grant_id bigint        REFERENCES credit_grant,
    posted_at       timestamptz   NOT NULL,
    CONSTRAINT posting_two_accounts CHECK (debit_account <> credit_account),
    CONSTRAINT posting_debit FOREIGN KEY (debit_account, currency) REFERENCES account (id, currency),
    CONSTRAINT posting_credit FOREIGN KEY (credit_account, currency) REFERENCES account (id, currency),
    CONSTRAINT posting_act CHECK (num_nonnulls(purchase_id, recharge_id, credit_grant_id) = 1),
    CONSTRAINT posting_kind_fits_act CHECK ((kind IN ('sale', 'discount', 'surcharge')) = (purchase_id IS NOT NULL)
        AND (kind = 'redemption') = (recharge_id IS NOT NULL)
        AND (kind = 'credit_grant') = (credit_grant_id IS NOT NULL)),
    -- each act posts each kind of posting once
    CONSTRAINT posting_purchase_once UNIQUE (purchase_id, kind),
    CONSTRAINT posting_recharge_once UNIQUE (recharge_id),
    CONSTRAINT posting_grant_once UNIQUE (credit_grant_id)
);

CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
