package io.sealcharge.platform.persistence;

import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The keys in the token as the officers left them: what is compared with the token before a key is used. */
public final class PgKeyVersions {
    /** Parameters: role, epoch, CKA_ID, public point, check value. */
    private static final String IMPORT = """
            INSERT INTO key_version (role, epoch, cka_id, public_point, check_value, state)
            VALUES ($1, $2, $3, $4, $5, 'active')
            ON CONFLICT DO NOTHING
            """;

    /** Parameters: role, epoch. */
    private static final String FIND =
            "SELECT role, epoch, cka_id, public_point, check_value FROM key_version WHERE role = $1 AND epoch = $2";

    private static final String LIST_ACTIVE = """
            SELECT role, epoch, cka_id, public_point, check_value
            FROM key_version
            WHERE state = 'active'
            ORDER BY role, epoch
            """;

    private final Database database;

    public PgKeyVersions(Database database) {
        this.database = database;
    }

    /**
     * Adds the keys that are not there yet, as active; those that are there stay as they are.
     *
     * @return fails with DatabaseStartException, and nothing is added, if a key that is there is another one
     */
    public Future<Void> add(List<KeyDescription> keys) {
        return database.transaction(connection -> {
                    Future<Boolean> done = Future.succeededFuture(true);
                    for (KeyDescription key : keys) {
                        done = done.compose(before -> add(connection, key));
                    }
                    return done;
                })
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)))
                .mapEmpty();
    }

    private static Future<Boolean> add(SqlConnection connection, KeyDescription key) {
        String role = key.id().role().label();
        Tuple row = Tuple.of(
                role,
                key.id().epoch(),
                Buffer.buffer(key.ckaId()),
                SqlValues.buffer(key.publicPoint()),
                SqlValues.buffer(key.checkValue()));
        return connection
                .preparedQuery(IMPORT)
                .execute(row)
                .compose(added -> connection
                        .preparedQuery(FIND)
                        .execute(Tuple.of(role, key.id().epoch())))
                .compose(rows -> {
                    boolean same = rows.stream().map(PgKeyVersions::key).anyMatch(key::equals);
                    return same
                            ? Future.succeededFuture(true)
                            : Future.failedFuture(new DatabaseStartException("the key manifest says " + key
                                    + ", but the database knows another key under that name or CKA_ID"));
                });
    }

    /** The keys that may be used. */
    public Future<List<KeyDescription>> active() {
        return database.read(LIST_ACTIVE, Tuple.tuple())
                .map(rows -> rows.stream().map(PgKeyVersions::key).toList());
    }

    // NullAway does not see the @Nullable on arrays of records that it reads from class files
    @SuppressWarnings("NullAway")
    private static KeyDescription key(Row row) {
        return new KeyDescription(
                new KeyId(KeyRole.ofLabel(row.getString("role")), row.getInteger("epoch")),
                SqlValues.bytes(row, "cka_id"),
                SqlValues.bytesOrNull(row, "public_point"),
                SqlValues.bytesOrNull(row, "check_value"));
    }
}
