-- Vouchers that exist before they are sold: batches, the stock and the rest of a voucher's life.

ALTER TABLE product
    -- where PINs come from: minted at the sale, or taken from stock
    ADD COLUMN source text NOT NULL DEFAULT 'minted' CHECK (source IN ('minted', 'stock'));

CREATE TABLE batch (
    -- chosen by the operator; makes creating it happen once
    id           caller_name PRIMARY KEY,
    product_id   caller_name NOT NULL REFERENCES product,
    origin       text        NOT NULL CHECK (origin IN ('generated', 'imported')),
    state        text        NOT NULL CHECK (state IN ('draft', 'validated', 'active', 'locked', 'void')),
    -- what is being done to the batch's vouchers, piece by piece, resumed by any node after a kill; an import goes on
    -- when its file is sent again
    task         text        CHECK (task IN ('generate', 'import', 'validate', 'void')),
    -- an import's lines judged, otherwise vouchers done; validating passes over them twice
    task_done    integer     NOT NULL DEFAULT 0 CHECK (task_done >= 0),
    -- who asked for the task, and why
    asked_by     caller_name,
    asked_reason text        CHECK (char_length(asked_reason) BETWEEN 1 AND 200),
    worker       uuid,
    lease_until  timestamptz,
    quantity     integer     NOT NULL CHECK (quantity >= 0),
    -- vouchers it has by now
    produced     integer     NOT NULL DEFAULT 0 CHECK (produced BETWEEN 0 AND quantity),
    -- printed on its vouchers; null if they expire by their sale
    expires_at   timestamptz,
    -- SHA-256 over the request's fields: the same id with other contents is another batch
    request_digest bytea     NOT NULL CHECK (octet_length(request_digest) = 32),
    created_at   timestamptz NOT NULL,
    CONSTRAINT batch_leased CHECK ((worker IS NULL) = (lease_until IS NULL)),
    CONSTRAINT batch_asked CHECK ((task IS NULL) = (asked_by IS NULL) AND (task IS NULL) = (asked_reason IS NULL)
        AND (task IS NOT NULL OR worker IS NULL))
);
CREATE INDEX batch_task ON batch (created_at) WHERE task IS NOT NULL;

CREATE TABLE batch_history (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id   caller_name NOT NULL REFERENCES batch,
    from_state text,
    to_state   text        NOT NULL,
    actor      caller_name NOT NULL,
    reason     text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
    at         timestamptz NOT NULL
);
CREATE INDEX batch_history_batch ON batch_history (batch_id);
CREATE TRIGGER batch_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON batch_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows of an imported file that were refused, and why; never their PIN.
CREATE TABLE batch_refusal (
    batch_id caller_name NOT NULL REFERENCES batch,
    line     integer     NOT NULL CHECK (line > 0),
    rule     text        NOT NULL,
    PRIMARY KEY (batch_id, line)
);

ALTER TABLE voucher
    ALTER COLUMN purchase_id DROP NOT NULL,
    ALTER COLUMN ordinal DROP NOT NULL,
    ALTER COLUMN channel_id DROP NOT NULL,
    ALTER COLUMN envelope DROP NOT NULL,
    ALTER COLUMN expires_at DROP NOT NULL,
    DROP CONSTRAINT voucher_state_check,
    ADD COLUMN batch_id      caller_name REFERENCES batch,
    -- place in its batch, from 1: what is generated twice after a kill is refused
    ADD COLUMN batch_ordinal integer CHECK (batch_ordinal > 0),
    -- AES-256-GCM under pin-store, additional data the serial number: iv, ciphertext, tag. Gone with the sale.
    ADD COLUMN pin_box       bytea,
    ADD COLUMN pin_box_epoch integer CHECK (pin_box_epoch > 0),
    -- the node that will sell it, and until when
    ADD COLUMN claimed_by    uuid,
    ADD COLUMN lease_until   timestamptz,
    -- the voucher in whose place this one was given
    ADD COLUMN replaces      text REFERENCES voucher,
    ADD CONSTRAINT voucher_state CHECK (state IN ('created', 'available', 'claimed', 'sold', 'reserved', 'redeemed',
                                                  'blocked', 'expired', 'returned')),
    ADD CONSTRAINT voucher_batch CHECK ((batch_id IS NULL) = (batch_ordinal IS NULL)),
    ADD CONSTRAINT voucher_boxed CHECK ((pin_box IS NULL) = (pin_box_epoch IS NULL)
        AND (pin_box IS NOT NULL) = (state IN ('created', 'available', 'claimed'))),
    ADD CONSTRAINT voucher_claimed CHECK ((claimed_by IS NOT NULL) = (state = 'claimed')
        AND (lease_until IS NOT NULL) = (state = 'claimed')),
    -- who has left the stock by a sale has a buyer for ever
    ADD CONSTRAINT voucher_bought CHECK ((purchase_id IS NULL) = (channel_id IS NULL)
        AND (purchase_id IS NULL OR expires_at IS NOT NULL)
        AND CASE WHEN state IN ('created', 'available', 'claimed', 'returned') THEN purchase_id IS NULL
                 WHEN state IN ('sold', 'reserved', 'redeemed') THEN purchase_id IS NOT NULL
                 ELSE true END),
    ADD CONSTRAINT voucher_ordinal CHECK ((ordinal IS NOT NULL) = (purchase_id IS NOT NULL AND replaces IS NULL)),
    ADD CONSTRAINT voucher_source CHECK (purchase_id IS NOT NULL OR batch_id IS NOT NULL),
    ADD CONSTRAINT voucher_batch_ordinal_once UNIQUE (batch_id, batch_ordinal),
    ADD CONSTRAINT voucher_replaced_once UNIQUE (replaces);
-- What was not sold of a batch, in the order of its sale, so that batches which may not be sold are not met; who claims
-- remembers how far it is used up. No other index may begin like this one, or a plan might sort a whole batch.
CREATE INDEX voucher_stock ON voucher (batch_id, serial_number) WHERE state IN ('created', 'available');
CREATE INDEX batch_on_sale ON batch (product_id) WHERE state = 'active';
CREATE INDEX voucher_leases ON voucher (lease_until) WHERE state = 'claimed';
-- What is to expire next.
CREATE INDEX voucher_expiry ON voucher (expires_at) WHERE state = 'sold';

ALTER TABLE voucher_history
    -- unknown before the sale
    ALTER COLUMN channel_id DROP NOT NULL,
    DROP CONSTRAINT voucher_history_reason_check,
    -- 'platform' where nobody asked for it
    ADD CONSTRAINT voucher_history_reason CHECK (reason IN (
        'generation', 'import', 'validation', 'claim', 'release', 'purchase', 'replacement', 'reservation', 'recharge',
        'charging_rejected', 'expiry', 'operator', 'batch_void')),
    ADD COLUMN remark text CHECK (char_length(remark) BETWEEN 1 AND 200);
