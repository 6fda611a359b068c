-- Terms of business by channel, terminals with shared keys, replacements, and bars against guessing.

ALTER TABLE channel
    -- an operator's client may administrate and never buys
    ADD COLUMN kind         text    NOT NULL DEFAULT 'channel' CHECK (kind IN ('channel', 'operator')),
    -- false: only the products in channel_product
    ADD COLUMN all_products boolean NOT NULL DEFAULT true;

CREATE TABLE channel_product (
    channel_id       caller_name NOT NULL REFERENCES channel,
    product_id       caller_name NOT NULL REFERENCES product,
    -- null: the product's price
    price_minor      bigint      CHECK (price_minor >= 0),
    -- what the channel earns for each voucher
    commission_minor bigint      NOT NULL DEFAULT 0 CHECK (commission_minor >= 0),
    PRIMARY KEY (channel_id, product_id),
    CONSTRAINT channel_product_commission CHECK (price_minor IS NULL OR commission_minor <= price_minor)
);

ALTER TABLE account
    DROP CONSTRAINT account_kind_check,
    DROP CONSTRAINT account_never_negative,
    ADD CONSTRAINT account_kind CHECK (kind IN ('funding', 'channel_credit', 'voucher_liability', 'price_difference',
                                                'subscriber', 'commission', 'expired_value', 'charging_settlement')),
    -- how far a channel may go below nothing
    ADD COLUMN credit_limit_minor bigint NOT NULL DEFAULT 0 CHECK (credit_limit_minor >= 0),
    -- of one purchase and of one day in UTC; null for none
    ADD COLUMN order_cap_minor    bigint CHECK (order_cap_minor > 0),
    ADD COLUMN day_cap_minor      bigint CHECK (day_cap_minor > 0),
    -- what purchases of that day came to
    ADD COLUMN spent_on           date,
    ADD COLUMN spent_minor        bigint NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
    ADD CONSTRAINT account_limits CHECK (kind = 'channel_credit'
        OR (credit_limit_minor = 0 AND order_cap_minor IS NULL AND day_cap_minor IS NULL AND spent_on IS NULL
            AND spent_minor = 0)),
    ADD CONSTRAINT account_within_limit CHECK (balance_minor >= -credit_limit_minor);

-- For statements of account: a channel's postings in order.
CREATE INDEX posting_debit_account ON posting (debit_account, id);
CREATE INDEX posting_credit_account ON posting (credit_account, id);

-- A terminal that shares keys with the platform.
CREATE TABLE terminal (
    id         uuid        PRIMARY KEY,
    channel_id caller_name NOT NULL REFERENCES channel,
    -- the channel's name for it
    name       caller_name NOT NULL,
    reference  caller_name NOT NULL,
    state      text        NOT NULL CHECK (state IN ('active', 'revoked')),
    created_at timestamptz NOT NULL,
    CONSTRAINT terminal_reference_once UNIQUE (channel_id, reference)
);
-- A terminal that exists never gets the same keys a second time; one that was revoked gets another id.
CREATE UNIQUE INDEX terminal_name_once ON terminal (channel_id, name) WHERE state = 'active';
-- For lists of a channel's terminals, those that are revoked among them.
CREATE INDEX terminal_of_channel ON terminal (channel_id, id);
CREATE INDEX terminal_of_name ON terminal (channel_id, name, id);

-- One generation of a terminal's two keys: nothing of them is kept, the HSM derives them from these names.
CREATE TABLE terminal_key (
    terminal_id    uuid        NOT NULL REFERENCES terminal,
    generation     integer     NOT NULL CHECK (generation > 0),
    channel_id     caller_name NOT NULL REFERENCES channel,
    -- of the act that made it: the registration's or the rotation's
    reference      caller_name NOT NULL,
    request_digest bytea       NOT NULL CHECK (octet_length(request_digest) = 32),
    master_epoch   integer     NOT NULL CHECK (master_epoch > 0),
    -- retired: still opens and gets nothing new; revoked: neither
    state          text        NOT NULL CHECK (state IN ('active', 'retired', 'revoked')),
    -- RFC 7638 thumbprint of the public key that the keys were sent to
    jkt            text        NOT NULL,
    -- the keys sealed to it, as they were answered
    envelope       text        NOT NULL,
    -- messages under each key (SP 800-38D, 8.3: at most 2^32 under one key with random IVs)
    sealed         bigint      NOT NULL DEFAULT 0 CHECK (sealed BETWEEN 0 AND 4294967296),
    opened         bigint      NOT NULL DEFAULT 0 CHECK (opened BETWEEN 0 AND 4294967296),
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (terminal_id, generation),
    CONSTRAINT terminal_key_reference_once UNIQUE (channel_id, reference)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX terminal_key_one_active ON terminal_key (terminal_id) WHERE state = 'active';

ALTER TABLE purchase
    ALTER COLUMN jkt DROP NOT NULL,
    -- of one voucher
    ADD COLUMN commission_minor bigint  NOT NULL DEFAULT 0 CHECK (commission_minor >= 0),
    -- the shared key that the PINs went to, instead of jkt
    ADD COLUMN terminal_id      uuid,
    ADD COLUMN key_generation   integer,
    ADD COLUMN acknowledged_at  timestamptz,
    -- stored answers under shared keys go after a while
    ADD COLUMN answer_erased_at timestamptz,
    ADD CONSTRAINT purchase_key CHECK ((jkt IS NULL) = (terminal_id IS NOT NULL)
        AND (terminal_id IS NULL) = (key_generation IS NULL)),
    ADD CONSTRAINT purchase_erased CHECK (answer_erased_at IS NULL OR terminal_id IS NOT NULL),
    ADD CONSTRAINT purchase_terminal_key FOREIGN KEY (terminal_id, key_generation) REFERENCES terminal_key,
    ADD CONSTRAINT purchase_commission CHECK (commission_minor <= unit_price_minor);
CREATE INDEX purchase_to_erase ON purchase (created_at) WHERE terminal_id IS NOT NULL AND answer_erased_at IS NULL;

-- A voucher given in the place of another whose key was lost; also the stored answer that a repeat gets.
CREATE TABLE replacement (
    id               uuid        PRIMARY KEY,
    channel_id       caller_name NOT NULL REFERENCES channel,
    reference        caller_name NOT NULL,
    request_digest   bytea       NOT NULL CHECK (octet_length(request_digest) = 32),
    terminal         caller_name NOT NULL,
    purchase_id      uuid        NOT NULL REFERENCES purchase,
    old_serial       text        NOT NULL REFERENCES voucher,
    new_serial       text        NOT NULL REFERENCES voucher,
    jkt              text,
    terminal_id      uuid,
    key_generation   integer,
    answer_erased_at timestamptz,
    created_at       timestamptz NOT NULL,
    CONSTRAINT replacement_reference_once UNIQUE (channel_id, reference),
    CONSTRAINT replacement_old_once UNIQUE (old_serial),
    CONSTRAINT replacement_new_once UNIQUE (new_serial),
    CONSTRAINT replacement_key CHECK ((jkt IS NULL) = (terminal_id IS NOT NULL)
        AND (terminal_id IS NULL) = (key_generation IS NULL)),
    CONSTRAINT replacement_terminal_key FOREIGN KEY (terminal_id, key_generation) REFERENCES terminal_key
);
CREATE INDEX replacement_to_erase ON replacement (created_at)
    WHERE terminal_id IS NOT NULL AND answer_erased_at IS NULL;

ALTER TABLE posting
    -- a voucher whose value expired
    ADD COLUMN serial_number text REFERENCES voucher,
    DROP CONSTRAINT posting_kind_check,
    DROP CONSTRAINT posting_act,
    DROP CONSTRAINT posting_kind_fits_act,
    ADD CONSTRAINT posting_kind CHECK (kind IN ('credit_grant', 'sale', 'discount', 'surcharge', 'commission',
                                                'redemption', 'expiry')),
    ADD CONSTRAINT posting_act CHECK (num_nonnulls(purchase_id, recharge_id, credit_grant_id, serial_number) = 1),
    ADD CONSTRAINT posting_kind_fits_act CHECK (
        (kind IN ('sale', 'discount', 'surcharge', 'commission')) = (purchase_id IS NOT NULL)
        AND (kind = 'redemption') = (recharge_id IS NOT NULL)
        AND (kind = 'credit_grant') = (credit_grant_id IS NOT NULL)
        AND (kind = 'expiry') = (serial_number IS NOT NULL)),
    ADD CONSTRAINT posting_expiry_once UNIQUE (serial_number);

-- Terminals kept from recharging because they guessed; lifted only by an operator.
CREATE TABLE terminal_bar (
    id         uuid        PRIMARY KEY,
    channel_id caller_name NOT NULL REFERENCES channel,
    terminal   caller_name NOT NULL,
    reason     text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
    barred_by  caller_name NOT NULL,
    barred_at  timestamptz NOT NULL,
    lifted_by  caller_name,
    lifted_at  timestamptz,
    lift_reason text       CHECK (char_length(lift_reason) BETWEEN 1 AND 200),
    CONSTRAINT terminal_bar_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)
        AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE UNIQUE INDEX terminal_bar_one ON terminal_bar (channel_id, terminal) WHERE lifted_at IS NULL;
CREATE INDEX terminal_bar_lifts ON terminal_bar (channel_id, terminal, lifted_at) WHERE lifted_at IS NOT NULL;
