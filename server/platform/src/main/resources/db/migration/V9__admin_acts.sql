-- What operators did. Written in the transaction of the act itself: there is no act without its row.

CREATE TABLE admin_act (
    -- made before the act is tried, so that an act tried again after a lost connection is noted once
    id        uuid        PRIMARY KEY,
    -- the operator's client
    actor     caller_name NOT NULL REFERENCES channel,
    -- operationId in the contract
    operation text        NOT NULL CHECK (operation ~ '^[A-Za-z]{1,64}$'),
    -- the product, channel, bar or voucher, path fashion
    target    text        NOT NULL CHECK (char_length(target) BETWEEN 1 AND 200),
    -- what was asked for, never a secret
    facts     jsonb       NOT NULL,
    reason    text        CHECK (char_length(reason) BETWEEN 1 AND 200),
    reference caller_name,
    at        timestamptz NOT NULL
);
CREATE INDEX admin_act_target ON admin_act (target, at);

CREATE TRIGGER admin_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE channel
    -- no way of writing a channel can make an operator of it
    ADD CONSTRAINT channel_scopes CHECK (CASE kind
        WHEN 'operator' THEN NOT array_to_string(scopes, ' ') ~ '(^| )(?!admin:)'
        ELSE NOT array_to_string(scopes, ' ') ~ '(^| )admin:' END);
