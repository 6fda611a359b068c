-- The keys in the token as the officers left them: what is compared with the token before a key is used.
CREATE TABLE key_version (
    role         text        NOT NULL,
    epoch        integer     NOT NULL CHECK (epoch > 0),
    cka_id       bytea       NOT NULL CHECK (octet_length(cka_id) = 16),
    -- of a key pair, 65 bytes uncompressed (SEC 1, 2.3.3)
    public_point bytea       CHECK (octet_length(public_point) = 65),
    -- of a secret key
    check_value  bytea,
    state        text        NOT NULL CHECK (state IN ('active')),
    imported_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (role, epoch),
    CONSTRAINT key_version_cka_id_once UNIQUE (cka_id),
    CONSTRAINT key_version_recognisable CHECK ((public_point IS NULL) <> (check_value IS NULL))
);
