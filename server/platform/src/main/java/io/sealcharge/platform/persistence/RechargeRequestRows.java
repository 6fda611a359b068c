package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RequestStanding;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Recharge requests to and from rows of {@link RechargeRequestSql}. */
final class RechargeRequestRows {
    /** The kind of a key that is none of {@link AssignedKey.Kind}: the terminal's own. */
    private static final String SHARED = "terminal";

    private RechargeRequestRows() {}

    /** Which first request. */
    record Look(String channel, String reference, String terminal) {}

    /** A first request to be written. */
    record Asking(RechargeRequest request, byte[] requestDigest, Limits limits) {
        private @Nullable AssignedKey assigned() {
            return request.key() instanceof RechargeKeyGrant.Assigned own ? own.key() : null;
        }

        private <T> @Nullable T assigned(Function<AssignedKey, @Nullable T> part) {
            AssignedKey key = assigned();
            return key == null ? null : part.apply(key);
        }

        private <T> @Nullable T shared(Function<TerminalKeyId, T> part) {
            return request.key() instanceof RechargeKeyGrant.Shared granted ? part.apply(granted.key()) : null;
        }

        private @Nullable String statement() {
            return request.key() instanceof RechargeKeyGrant.Assigned own ? own.statement() : null;
        }
    }

    /** What two acts of the same channel may not have in common in one statement: a reference, or a terminal. */
    record Reference(String channel, String reference) {}

    /** See {@link Reference}. */
    record Terminal(String channel, String terminal) {}

    static Collection<?> keys(Asking asking) {
        RechargeRequest request = asking.request();
        return List.of(
                new Reference(request.channel(), request.reference()),
                new Terminal(request.channel(), request.terminal()));
    }

    /** Parameters of {@link RechargeRequestSql#STANDING}. */
    static Tuple looks(List<Look> looks) {
        return new Columns<>(looks)
                .texts(Look::channel)
                .texts(Look::reference)
                .texts(Look::terminal)
                .parameters();
    }

    /** Parameters of {@link RechargeRequestSql#RECORD}. */
    static Tuple parameters(List<Asking> askings) {
        return new Columns<>(askings)
                .uuids(asking -> asking.request().id())
                .texts(asking -> asking.request().channel())
                .texts(asking -> asking.request().reference())
                .bytes(Asking::requestDigest)
                .texts(asking -> asking.request().terminal())
                .texts(asking -> asking.request().key().kid())
                .bytes(asking -> asking.assigned(AssignedKey::publicPoint))
                .bytes(asking -> asking.assigned(AssignedKey::wrappedPrivateKey))
                .integers(asking -> asking.assigned(AssignedKey::wrapEpoch))
                .times(asking -> asking.request().expiresAt())
                .texts(Asking::statement)
                .times(asking -> asking.request().createdAt())
                .integers(asking -> asking.limits().perChannel())
                .integers(asking -> asking.limits().inAll())
                .texts(asking -> {
                    AssignedKey key = asking.assigned();
                    return key == null ? SHARED : key.kind().name().toLowerCase(Locale.ROOT);
                })
                .uuids(asking -> asking.shared(TerminalKeyId::terminal))
                .integers(asking -> asking.shared(TerminalKeyId::generation))
                .parameters();
    }

    /** By the rows of {@link RechargeRequestSql#RECORD}; a request that it does not judge is to come alone. */
    static List<Optional<Row>> verdicts(List<Asking> askings, RowSet<Row> rows) {
        return Batch.rowsByPlace(askings, rows).stream()
                .map(row -> row.filter(verdict -> verdict.getBoolean("recorded") != null))
                .toList();
    }

    /** By the rows of {@link RechargeRequestSql#STANDING}; a channel that has none does not exist. */
    static List<Optional<RequestStanding>> standings(List<Look> looks, RowSet<Row> rows) {
        return Batch.rowsByPlace(looks, rows).stream()
                .map(row -> Optional.of(row.map(RechargeRequestRows::standing)
                        .orElseGet(() -> new RequestStanding(false, Optional.empty(), false))))
                .toList();
    }

    private static RequestStanding standing(Row row) {
        return new RequestStanding(
                row.getBoolean("channel_active"),
                row.getUUID("id") == null ? Optional.empty() : Optional.of(remembered(row)),
                row.getBoolean("barred"));
    }

    static Remembered<RechargeRequest> remembered(Row row) {
        return new Remembered<>(
                request(row, row.getString("channel_id"), row.getString("reference"), ""),
                SqlValues.bytes(row, "request_digest"));
    }

    /** @param prefix of the column names */
    static RechargeRequest request(Row row, String channel, String reference, String prefix) {
        return new RechargeRequest(
                row.getUUID(prefix + "id"),
                channel,
                reference,
                row.getString(prefix + "terminal"),
                key(row, channel, prefix),
                SqlValues.instant(row, prefix + "expires_at"),
                SqlValues.instant(row, prefix + "created_at"));
    }

    private static RechargeKeyGrant key(Row row, String channel, String prefix) {
        if (row.getString(prefix + "key_kind").equals(SHARED)) {
            return new RechargeKeyGrant.Shared(new TerminalKeyId(
                    channel,
                    row.getUUID(prefix + "terminal_id"),
                    row.getInteger(prefix + "key_generation"),
                    row.getInteger(prefix + "master_epoch")));
        }
        AssignedKey key = new AssignedKey(
                keyKind(row, prefix),
                row.getString(prefix + "kid"),
                SqlValues.bytes(row, prefix + "public_point"),
                SqlValues.bytesOrNull(row, prefix + "wrapped_private_key"),
                row.getInteger(prefix + "wrap_epoch"));
        return new RechargeKeyGrant.Assigned(key, row.getString(prefix + "statement"));
    }

    private static AssignedKey.Kind keyKind(Row row, String prefix) {
        return AssignedKey.Kind.valueOf(row.getString(prefix + "key_kind").toUpperCase(Locale.ROOT));
    }

    /** What is wrong with the shared key of a request, if it has one, by its row of {@link RechargeRequestSql#RECORD}. */
    static Optional<Refusal> sharedKeyFault(RechargeRequest request, Row row) {
        if (!(request.key() instanceof RechargeKeyGrant.Shared shared)) {
            return Optional.empty();
        }
        String state = row.getString("key_state");
        return state == null
                ? Optional.of(Refusal.KID_UNKNOWN)
                : new SharedKeyOnFile(
                                shared.key(),
                                request.terminal(),
                                PgSharedKeyStore.state(state),
                                0,
                                row.getLong("key_opened"))
                        .faultForRequest();
    }

    /** The key pair that a request voided, if it had one, from its row of {@link RechargeRequestSql#RECORD}. */
    static List<AssignedKey> voided(Row row) {
        if (row.getString("kid") == null) {
            return List.of();
        }
        return List.of(new AssignedKey(
                keyKind(row, ""),
                row.getString("kid"),
                SqlValues.bytes(row, "public_point"),
                null,
                row.getInteger("wrap_epoch")));
    }

    /** The answer to a request that was written just now: what its row would give. */
    static RechargeRequest written(RechargeRequest request) {
        return new RechargeRequest(
                request.id(),
                request.channel(),
                request.reference(),
                request.terminal(),
                request.key(),
                SqlValues.millis(request.expiresAt()),
                SqlValues.millis(request.createdAt()));
    }
}
