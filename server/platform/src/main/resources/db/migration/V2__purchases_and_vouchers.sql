-- Sales and what was sold. A purchase and its vouchers are also the stored answer that a repeat gets.

CREATE TABLE purchase (
    id               uuid          PRIMARY KEY,
    channel_id       caller_name   NOT NULL REFERENCES channel,
    reference        caller_name   NOT NULL,
    request_digest   bytea         NOT NULL CHECK (octet_length(request_digest) = 32),
    terminal         caller_name   NOT NULL,
    product_id       caller_name   NOT NULL REFERENCES product,
    quantity         integer       NOT NULL CHECK (quantity > 0),
    face_value_minor bigint        NOT NULL CHECK (face_value_minor > 0),
    unit_price_minor bigint        NOT NULL CHECK (unit_price_minor >= 0),
    total_minor      bigint        NOT NULL,
    currency         currency_code NOT NULL,
    -- RFC 7638 thumbprint of the terminal's key: which key the PINs went to
    jkt              text          NOT NULL,
    created_at       timestamptz   NOT NULL,
    -- the reference is the idempotency key: this constraint, not a look beforehand, makes a sale happen once
    CONSTRAINT purchase_reference_once UNIQUE (channel_id, reference),
    CONSTRAINT purchase_total CHECK (total_minor = quantity * unit_price_minor)
);

CREATE TABLE voucher (
    serial_number    text          CONSTRAINT voucher_serial_once PRIMARY KEY CHECK (serial_number ~ '^[0-9]{12,32}$'),
    purchase_id      uuid          NOT NULL REFERENCES purchase,
    -- place in the purchase's answer, from 1
    ordinal          integer       NOT NULL CHECK (ordinal > 0),
    channel_id       caller_name   NOT NULL REFERENCES channel,
    product_id       caller_name   NOT NULL REFERENCES product,
    state            text          NOT NULL CHECK (state IN ('sold', 'redeemed')),
    face_value_minor bigint        NOT NULL CHECK (face_value_minor > 0),
    currency         currency_code NOT NULL,
    -- HMAC of the PIN under the HSM's key of that epoch: the only trace of a PIN at rest
    pin_index        bytea         NOT NULL CHECK (octet_length(pin_index) = 32),
    pin_index_epoch  integer       NOT NULL CHECK (pin_index_epoch > 0),
    -- the PIN sealed to the terminal's key, as it was answered
    envelope         text          NOT NULL,
    expires_at       timestamptz   NOT NULL,
    CONSTRAINT voucher_pin_index_once UNIQUE (pin_index),
    CONSTRAINT voucher_ordinal_once UNIQUE (purchase_id, ordinal)
) WITH (fillfactor = 85); -- room for the one later change of state, so that it touches no index

-- What happened to each voucher and the facts it rests on, beside the voucher's row: an altered voucher shows.
CREATE TABLE voucher_history (
    id            bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    serial_number text          NOT NULL REFERENCES voucher,
    -- null for a voucher's first state
    from_state    text,
    to_state      text          NOT NULL,
    -- who caused it: a channel's id
    actor         caller_name   NOT NULL,
    reason        text          NOT NULL CHECK (reason IN ('purchase', 'recharge')),
    amount_minor  bigint        NOT NULL,
    currency      currency_code NOT NULL,
    channel_id    caller_name   NOT NULL,
    -- E.164; only where value went to a number
    phone_number  text          CHECK (phone_number ~ '^\+[0-9]{7,15}$'),
    at            timestamptz   NOT NULL
);
CREATE INDEX voucher_history_serial_number ON voucher_history (serial_number);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER voucher_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON voucher_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
