-- Recharges under shared keys, keys that several requests share, redemption in two phases, and windows over refusals.

ALTER TABLE recharge_request
    ALTER COLUMN public_point DROP NOT NULL,
    ALTER COLUMN wrap_epoch DROP NOT NULL,
    ALTER COLUMN statement DROP NOT NULL,
    DROP CONSTRAINT recharge_request_kid_once,
    DROP CONSTRAINT recharge_request_copy_only_while_outstanding,
    -- whose key it is: made for this request alone, for those of a short window, or the terminal's own
    ADD COLUMN key_kind       text NOT NULL DEFAULT 'single' CHECK (key_kind IN ('single', 'window', 'terminal')),
    ADD COLUMN terminal_id    uuid,
    ADD COLUMN key_generation integer,
    ADD CONSTRAINT recharge_request_key CHECK (
        (key_kind = 'terminal') = (public_point IS NULL)
        AND (key_kind = 'terminal') = (wrap_epoch IS NULL)
        AND (key_kind = 'terminal') = (statement IS NULL)
        AND (key_kind = 'terminal') = (terminal_id IS NOT NULL)
        AND (terminal_id IS NULL) = (key_generation IS NULL)),
    ADD CONSTRAINT recharge_request_terminal_key FOREIGN KEY (terminal_id, key_generation) REFERENCES terminal_key,
    ADD CONSTRAINT recharge_request_terminal_kid
        CHECK (key_kind <> 'terminal' OR kid = terminal_id::text || '.' || key_generation::text),
    ADD CONSTRAINT recharge_request_copy_only_while_outstanding
        CHECK ((state = 'outstanding' AND key_kind <> 'terminal') = (wrapped_private_key IS NOT NULL));
CREATE UNIQUE INDEX recharge_request_kid_once ON recharge_request (kid) WHERE key_kind = 'single';
-- Whether a key was ever handed to a channel.
CREATE INDEX recharge_request_kid ON recharge_request (channel_id, kid) WHERE key_kind <> 'single';
-- What a revocation voids.
CREATE INDEX recharge_request_of_terminal ON recharge_request (terminal_id)
    WHERE key_kind = 'terminal' AND state = 'outstanding';
DROP INDEX recharge_request_expiry;
CREATE INDEX recharge_request_expiry ON recharge_request (expires_at) WHERE state <> 'used' AND state <> 'void';

ALTER TABLE recharge
    DROP CONSTRAINT recharge_outcome_check,
    DROP CONSTRAINT recharge_refused_because_check,
    DROP CONSTRAINT recharge_redeemed,
    DROP CONSTRAINT recharge_refused,
    ADD CONSTRAINT recharge_outcome CHECK (outcome IN ('pending', 'redeemed', 'already_redeemed_by_you', 'refused',
                                                       'charging_rejected')),
    ADD CONSTRAINT recharge_refused_because CHECK (refused_because IN (
        'not_bound', 'pin_unknown', 'pin_ambiguous', 'voucher_redeemed', 'voucher_reserved', 'voucher_expired',
        'voucher_blocked', 'voucher_not_sold', 'batch_locked')),
    -- who credits the number: the embedded balances at once, or an external charging system that is asked
    ADD COLUMN charging   text NOT NULL DEFAULT 'embedded' CHECK (charging IN ('embedded', 'external')),
    ADD COLUMN settled_at timestamptz,
    -- of an external redemption that is open: who asks next, and when
    ADD COLUMN ask_at     timestamptz,
    ADD COLUMN asks       integer NOT NULL DEFAULT 0 CHECK (asks >= 0),
    ADD CONSTRAINT recharge_redeemed CHECK (
        (outcome IN ('pending', 'redeemed', 'charging_rejected')) = (amount_minor IS NOT NULL)
        AND (amount_minor IS NULL) = (currency IS NULL)),
    ADD CONSTRAINT recharge_refused CHECK ((outcome = 'refused') = (serial_number IS NULL)
        AND (outcome = 'refused') = (refused_because IS NOT NULL)
        AND (outcome IN ('refused', 'pending', 'charging_rejected')) = (trace_id IS NOT NULL)),
    ADD CONSTRAINT recharge_open CHECK ((outcome = 'pending') = (ask_at IS NOT NULL)
        AND (outcome = 'pending' OR charging = 'embedded') = (settled_at IS NULL));
DROP INDEX recharge_voucher_redeemed_once;
-- A voucher's value is given exactly once, whoever asks at the same moment, and one redemption of it is open at most.
CREATE UNIQUE INDEX recharge_voucher_redeemed_once ON recharge (serial_number) WHERE outcome IN ('pending', 'redeemed');
CREATE INDEX recharge_to_ask ON recharge (ask_at) WHERE outcome = 'pending';

-- The sliding windows over refusals: of a terminal, of a phone number, of a channel, of all.
CREATE INDEX recharge_refused_terminal ON recharge (channel_id, terminal, created_at) WHERE outcome = 'refused';
CREATE INDEX recharge_refused_number ON recharge (phone_number, created_at) WHERE outcome = 'refused';
CREATE INDEX recharge_refused_all ON recharge (created_at) WHERE outcome = 'refused';

-- Where value goes that expires, or that an external charging system gave; also in the currencies that are there.
INSERT INTO account (kind, owner, currency)
SELECT k.kind, '', a.currency
FROM account a
CROSS JOIN unnest(ARRAY['commission', 'expired_value', 'charging_settlement']) AS k (kind)
WHERE a.kind = 'voucher_liability';
