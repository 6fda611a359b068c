-- The first recharge request: one HSM key pair assigned to exactly this request.
CREATE TABLE recharge_request (
    id                  uuid        PRIMARY KEY,
    channel_id          caller_name NOT NULL REFERENCES channel,
    reference           caller_name NOT NULL,
    request_digest      bytea       NOT NULL CHECK (octet_length(request_digest) = 32),
    terminal            caller_name NOT NULL,
    -- RFC 7638 thumbprint of the one-time public key
    kid                 text        NOT NULL,
    public_point        bytea       NOT NULL CHECK (octet_length(public_point) = 65),
    -- the way back to the private key for another node or after a restart; gone once used or void
    wrapped_private_key bytea,
    wrap_epoch          integer     NOT NULL CHECK (wrap_epoch > 0),
    state               text        NOT NULL CHECK (state IN ('outstanding', 'used', 'void')),
    expires_at          timestamptz NOT NULL,
    -- the platform's signature over the key, as it was answered
    statement           text        NOT NULL,
    created_at          timestamptz NOT NULL,
    CONSTRAINT recharge_request_reference_once UNIQUE (channel_id, reference),
    CONSTRAINT recharge_request_kid_once UNIQUE (kid),
    CONSTRAINT recharge_request_copy_only_while_outstanding
        CHECK ((state = 'outstanding') = (wrapped_private_key IS NOT NULL))
);
-- At most one for a terminal; also counts those of a channel.
CREATE UNIQUE INDEX recharge_request_one_outstanding ON recharge_request (channel_id, terminal)
    WHERE state = 'outstanding';
-- The cap of all and the sweep of expired keys. The same rows under another condition, so that a plan for one terminal
-- cannot choose to walk through everybody's.
CREATE INDEX recharge_request_expiry ON recharge_request (expires_at) WHERE wrapped_private_key IS NOT NULL;

-- One digest over the facts of a row, for rows that no posting vouches for; null and '' differ.
CREATE FUNCTION facts_digest(facts text[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(array_to_string(facts, '|', '~'), 'UTF8'))
$$;

-- The second recharge request and how it ended; also the stored answer that a repeat gets.
CREATE TABLE recharge (
    id                uuid        PRIMARY KEY,
    channel_id        caller_name NOT NULL REFERENCES channel,
    reference         caller_name NOT NULL,
    request_digest    bytea       NOT NULL CHECK (octet_length(request_digest) = 32),
    terminal          caller_name NOT NULL,
    request_id        uuid        NOT NULL REFERENCES recharge_request,
    -- E.164
    phone_number      text        NOT NULL CHECK (phone_number ~ '^\+[0-9]{7,15}$'),
    outcome           text        NOT NULL CHECK (outcome IN ('redeemed', 'already_redeemed_by_you', 'refused')),
    -- why it was refused, for the operator; the caller is never told
    refused_because   text        CHECK (refused_because IN ('not_bound', 'pin_unknown', 'pin_ambiguous',
                                                             'voucher_redeemed', 'voucher_expired')),
    -- of the first refusal's answer, so that a repeat is byte for byte the same
    trace_id          text,
    serial_number     text        REFERENCES voucher,
    first_recharge_id uuid        REFERENCES recharge,
    amount_minor      bigint      CHECK (amount_minor > 0),
    currency          currency_code,
    created_at        timestamptz NOT NULL,
    -- written with the row and recomputed by the money audit
    facts_digest      bytea       NOT NULL,
    CONSTRAINT recharge_reference_once UNIQUE (channel_id, reference),
    CONSTRAINT recharge_request_used_once UNIQUE (request_id),
    CONSTRAINT recharge_redeemed CHECK ((outcome = 'redeemed') = (amount_minor IS NOT NULL)
        AND (amount_minor IS NULL) = (currency IS NULL)),
    CONSTRAINT recharge_already CHECK ((outcome = 'already_redeemed_by_you') = (first_recharge_id IS NOT NULL)),
    CONSTRAINT recharge_refused CHECK ((outcome = 'refused') = (serial_number IS NULL)
        AND (outcome = 'refused') = (refused_because IS NOT NULL) AND (outcome = 'refused') = (trace_id IS NOT NULL))
);
-- A voucher's value is given exactly once, whoever asks at the same moment.
CREATE UNIQUE INDEX recharge_voucher_redeemed_once ON recharge (serial_number) WHERE outcome = 'redeemed';
