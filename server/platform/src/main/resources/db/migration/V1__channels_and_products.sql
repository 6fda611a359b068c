-- Who may call, and what they can buy.

CREATE DOMAIN currency_code AS text CHECK (VALUE ~ '^[A-Z]{3}$');

-- The alphabet of references, terminals and other names that callers choose (1 to 64 characters).
CREATE DOMAIN caller_name AS text CHECK (VALUE ~ '^[A-Za-z0-9._:-]{1,64}$');

CREATE TABLE channel (
    id         caller_name PRIMARY KEY,
    name       text        NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    scopes     text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Public keys that verify a channel's client assertions. Several at a time, so that a channel can change its key.
CREATE TABLE channel_key (
    channel_id caller_name NOT NULL REFERENCES channel,
    thumbprint text        NOT NULL,
    jwk        json        NOT NULL,
    PRIMARY KEY (channel_id, thumbprint)
);

-- Ids of client assertions that were used: one table, so that no node accepts one a second time.
CREATE TABLE token_jti (
    channel_id caller_name NOT NULL REFERENCES channel,
    jti        text        NOT NULL CHECK (char_length(jti) BETWEEN 1 AND 64),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (channel_id, jti)
);
CREATE INDEX token_jti_expires_at ON token_jti (expires_at);

CREATE TABLE product (
    id               caller_name   PRIMARY KEY,
    name             text          NOT NULL,
    active           boolean       NOT NULL DEFAULT true,
    face_value_minor bigint        NOT NULL CHECK (face_value_minor > 0),
    price_minor      bigint        NOT NULL CHECK (price_minor >= 0),
    currency         currency_code NOT NULL,
    pin_length       integer       NOT NULL CHECK (pin_length BETWEEN 12 AND 32),
    pin_check_digit  boolean       NOT NULL,
    serial_length    integer       NOT NULL CHECK (serial_length BETWEEN 12 AND 32),
    validity_days    integer       NOT NULL CHECK (validity_days > 0)
);
