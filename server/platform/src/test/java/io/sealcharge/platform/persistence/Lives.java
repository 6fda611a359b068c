package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.Shop.NOW;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Vouchers, batches, terminals and recharges in every state that they can come to, written as rows: what the audit must
 * take for sound, whoever writes it.
 */
final class Lives extends RowWriter {
    static final String OPERATOR = "operator";
    static final String STOCKED = "stocked";
    static final long PRICE = 900;
    static final long COMMISSION = 30;
    private static final String PLATFORM = "platform";
    private static final String CREDIT = "channel_credit";
    private static final String LIABILITY = "voucher_liability";

    private long lastSerial = 7_000_000_000_000_000L;
    private int acts;

    Lives(Connection connection) {
        super(connection);
    }

    /** All kinds of rows, for one channel of {@link Shop}. */
    void live(String channel) throws SQLException {
        prepare();
        List<String> active = batch(channel + "-active", "active", 12);
        String terminal = terminal(channel, "till-" + channel, true);
        terminal(channel, "lost-" + channel, false);
        List<String> sold = sell(channel, active.subList(0, 7), terminal);
        redeem(sold.get(0), channel, "+8613800138021");
        redeemExternally(sold.get(1), channel, "+8613800138022");
        rejectExternally(sold.get(2), channel, "+8613800138023");
        redeemExternally(sold.get(2), channel, "+8613800138024");
        reserve(sold.get(3), channel, "+8613800138025");
        rejectExternally(sold.get(4), channel, "+8613800138026");
        expire(sold.get(5), channel);
        step(sold.get(6), "sold", "blocked", "operator", OPERATOR, channel, null, NOW);
        replace(sell(channel, active.subList(7, 9), null).getFirst(), channel);
        claim(active.get(9));
        claim(active.get(10));
        stock(active.get(10), "claimed", "available", "release", PLATFORM);
        stock(active.get(11), "available", "blocked", "operator", OPERATOR);
        List<String> locked = batch(channel + "-locked", "locked", 2);
        stock(locked.getFirst(), "available", "expired", "expiry", PLATFORM);
        batch(channel + "-draft", "draft", 2);
        batch(channel + "-validated", "validated", 2);
        for (String serial : batch(channel + "-void", "void", 2)) {
            stock(serial, "available", "returned", "batch_void", OPERATOR);
        }
    }

    void prepare() throws SQLException {
        run(
                "INSERT INTO channel (id, name, scopes, kind) VALUES (?, 'Operator', '{admin:stock}', 'operator')"
                        + " ON CONFLICT DO NOTHING",
                OPERATOR);
        run(
                "INSERT INTO product (id, name, face_value_minor, price_minor, currency, pin_length, pin_check_digit,"
                        + " serial_length, validity_days, source) VALUES (?, 'Stocked', ?, ?, 'XTS', 18, false, 16, 365,"
                        + " 'stock') ON CONFLICT DO NOTHING",
                STOCKED,
                FACE,
                PRICE);
        run("INSERT INTO account (kind, owner, currency) SELECT k, '', 'XTS' FROM"
                + " unnest(ARRAY['commission', 'expired_value', 'charging_settlement']) k ON CONFLICT DO NOTHING");
    }

    List<String> batch(String id, String state, int quantity) throws SQLException {
        run(
                "INSERT INTO batch (id, product_id, origin, state, quantity, produced, request_digest, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, sha256('batch'), ?)",
                id,
                STOCKED,
                quantity > 2 ? "generated" : "imported",
                state,
                quantity,
                quantity,
                NOW);
        List<String> states = switch (state) {
            case "draft" -> List.of("draft", "draft");
            case "validated" -> List.of("draft", "validated");
            case "locked" -> List.of("draft", "validated", "active", "locked", "active", "locked");
            default -> List.of("draft", "validated", "active", state);
        };
        String before = null;
        for (String next : state.equals("active") ? states.subList(0, 3) : states) {
            run(
                    "INSERT INTO batch_history (batch_id, from_state, to_state, actor, reason, at) VALUES (?, ?, ?, ?, 'why', ?)",
                    id,
                    before,
                    next,
                    OPERATOR,
                    NOW);
            before = next;
        }
        List<String> serials = new ArrayList<>();
        for (int ordinal = 1; ordinal <= quantity; ordinal++) {
            String serial = Long.toString(++lastSerial);
            run(
                    "INSERT INTO voucher (serial_number, product_id, state, face_value_minor, currency, pin_index,"
                            + " pin_index_epoch, batch_id, batch_ordinal, pin_box, pin_box_epoch)"
                            + " VALUES (?, ?, 'created', ?, 'XTS', sha256(?), 1, ?, ?, 'box', 1)",
                    serial,
                    STOCKED,
                    FACE,
                    serial.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    id,
                    ordinal);
            history(serial, null, "created", quantity > 2 ? "generation" : "import", OPERATOR, null, null, NOW);
            if (!state.equals("draft")) {
                stock(serial, "created", "available", "validation", OPERATOR);
            }
            serials.add(serial);
        }
        return serials;
    }

    /** A terminal with two generations of keys; its newest key, unless it is revoked. */
    private String terminal(String channel, String name, boolean active) throws SQLException {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO terminal (id, channel_id, name, reference, state, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                channel,
                name,
                "register-" + name,
                active ? "active" : "revoked",
                NOW);
        for (int generation = 1; generation <= 2; generation++) {
            String state = !active ? "revoked" : generation == 2 ? "active" : "retired";
            run(
                    "INSERT INTO terminal_key (terminal_id, generation, channel_id, reference, request_digest, master_epoch,"
                            + " state, jkt, envelope, created_at) VALUES (?, ?, ?, ?, sha256('key'), 1, ?, 'jkt', 'e', ?)",
                    id,
                    generation,
                    channel,
                    name + "-" + generation,
                    state,
                    NOW);
        }
        return id.toString();
    }

    private void claim(String serial) throws SQLException {
        history(serial, "available", "claimed", "claim", PLATFORM, null, null, NOW);
        run(
                "UPDATE voucher SET state = 'claimed', claimed_by = gen_random_uuid(), lease_until = ?"
                        + " WHERE serial_number = ?",
                NOW.plusSeconds(60),
                serial);
    }

    private void stock(String serial, String from, String to, String reason, String actor) throws SQLException {
        step(serial, from, to, reason, actor, null, null, NOW);
    }

    List<String> sell(String channel, List<String> serials, @Nullable String terminal) throws SQLException {
        UUID purchase = UUID.randomUUID();
        int quantity = serials.size();
        run(
                "INSERT INTO purchase (id, channel_id, reference, request_digest, terminal, product_id, quantity,"
                        + " face_value_minor, unit_price_minor, total_minor, currency, jkt, created_at, commission_minor,"
                        + " terminal_id, key_generation)"
                        + " VALUES (?, ?, ?, sha256('sale'), 't', ?, ?, ?, ?, ?, 'XTS', ?, ?, ?, ?::uuid, ?)",
                purchase,
                channel,
                "stock-" + ++acts,
                STOCKED,
                quantity,
                FACE,
                PRICE,
                quantity * PRICE,
                terminal == null ? "jkt" : null,
                NOW,
                COMMISSION,
                terminal,
                terminal == null ? null : 2);
        run(
                "UPDATE account SET balance_minor = balance_minor - ?, spent_on = ?::timestamptz::date,"
                        + " spent_minor = spent_minor + ? WHERE kind = 'channel_credit' AND owner = ?",
                quantity * (PRICE - COMMISSION),
                NOW,
                quantity * PRICE,
                channel);
        post("sale", CREDIT, channel, LIABILITY, "", quantity * PRICE, "purchase_id", purchase, NOW);
        post(
                "discount",
                "price_difference",
                "",
                LIABILITY,
                "",
                quantity * (FACE - PRICE),
                "purchase_id",
                purchase,
                NOW);
        post("commission", "commission", "", CREDIT, channel, quantity * COMMISSION, "purchase_id", purchase, NOW);
        deliver(purchase, channel, serials);
        return serials;
    }

    private void deliver(UUID purchase, String channel, List<String> serials) throws SQLException {
        int ordinal = 0;
        for (String serial : serials) {
            claim(serial);
            history(serial, "claimed", "sold", "purchase", channel, channel, null, NOW);
            run(
                    "UPDATE voucher SET state = 'sold', purchase_id = ?, ordinal = ?, channel_id = ?, envelope = 'e',"
                            + " expires_at = ?, pin_box = NULL, pin_box_epoch = NULL, claimed_by = NULL, lease_until = NULL"
                            + " WHERE serial_number = ?",
                    purchase,
                    ++ordinal,
                    channel,
                    NOW.plus(Duration.ofDays(365)),
                    serial);
        }
    }

    private void redeem(String serial, String channel, String number) throws SQLException {
        UUID recharge = recharge(serial, channel, number, "redeemed", "embedded", null);
        step(serial, "sold", "redeemed", "recharge", channel, channel, number, NOW);
        run(
                "INSERT INTO account AS a (kind, owner, currency, balance_minor) VALUES ('subscriber', ?, 'XTS', ?)"
                        + " ON CONFLICT ON CONSTRAINT account_owner_once DO UPDATE SET balance_minor = a.balance_minor + ?",
                number,
                FACE,
                FACE);
        post("redemption", LIABILITY, "", "subscriber", number, FACE, "recharge_id", recharge, NOW);
    }

    private void reserve(String serial, String channel, String number) throws SQLException {
        recharge(serial, channel, number, "pending", "external", null);
        step(serial, "sold", "reserved", "reservation", channel, channel, number, NOW);
    }

    private void redeemExternally(String serial, String channel, String number) throws SQLException {
        Instant settled = NOW.plusSeconds(3);
        UUID recharge = recharge(serial, channel, number, "redeemed", "external", settled);
        step(serial, "sold", "reserved", "reservation", channel, channel, number, NOW);
        step(serial, "reserved", "redeemed", "recharge", channel, channel, number, settled);
        post("redemption", LIABILITY, "", "charging_settlement", "", FACE, "recharge_id", recharge, settled);
    }

    private void rejectExternally(String serial, String channel, String number) throws SQLException {
        Instant settled = NOW.plusSeconds(2);
        recharge(serial, channel, number, "charging_rejected", "external", settled);
        step(serial, "sold", "reserved", "reservation", channel, channel, number, NOW);
        step(serial, "reserved", "sold", "charging_rejected", channel, channel, number, settled);
    }

    private UUID recharge(
            String serial, String channel, String number, String outcome, String charging, @Nullable Instant settled)
            throws SQLException {
        UUID id = UUID.randomUUID();
        UUID request = UUID.randomUUID();
        String reference = "life-" + channel + ++acts;
        run(
                "INSERT INTO recharge_request (id, channel_id, reference, request_digest, terminal, kid, public_point,"
                        + " wrap_epoch, state, expires_at, statement, created_at)"
                        + " VALUES (?, ?, ?, sha256('r'), 't', ?, repeat('p', 65)::bytea, 1, 'used', ?, 's', ?)",
                request,
                channel,
                reference,
                "kid-" + request,
                NOW,
                NOW);
        run(
                "INSERT INTO recharge (id, channel_id, reference, request_digest, terminal, request_id, phone_number, outcome,"
                        + " trace_id, serial_number, amount_minor, currency, created_at, charging, settled_at, ask_at,"
                        + " facts_digest) VALUES (?, ?, ?, sha256('r'), 't', ?, ?, ?, ?, ?, ?, 'XTS', ?, ?, ?, ?,"
                        + " facts_digest(ARRAY[?::text, ?, ?, 't', ?::text, ?, ?, ?, NULL, ?::text, 'XTS']))",
                id,
                channel,
                reference,
                request,
                number,
                outcome,
                outcome.equals("redeemed") ? null : "trace",
                serial,
                FACE,
                NOW,
                charging,
                settled,
                outcome.equals("pending") ? NOW : null,
                id,
                channel,
                reference,
                request,
                number,
                outcome,
                serial,
                FACE);
        return id;
    }

    private void expire(String serial, String channel) throws SQLException {
        Instant at = NOW.plus(Duration.ofDays(365));
        step(serial, "sold", "expired", "expiry", PLATFORM, channel, null, at);
        post("expiry", LIABILITY, "", "expired_value", "", FACE, "serial_number", serial, at);
    }

    private void replace(String old, String channel) throws SQLException {
        String serial = Long.toString(++lastSerial);
        run(
                "INSERT INTO voucher (serial_number, product_id, state, face_value_minor, currency, pin_index, pin_index_epoch,"
                        + " purchase_id, channel_id, envelope, expires_at, replaces)"
                        + " SELECT ?, product_id, 'sold', face_value_minor, currency, sha256(?), 1, purchase_id, channel_id,"
                        + " 'e', expires_at, serial_number FROM voucher WHERE serial_number = ?",
                serial,
                serial.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                old);
        run(
                "INSERT INTO replacement (id, channel_id, reference, request_digest, terminal, purchase_id, old_serial,"
                        + " new_serial, jkt, created_at) SELECT ?, channel_id, ?, sha256('p'), 't', purchase_id, ?, ?, 'jkt', ?"
                        + " FROM voucher WHERE serial_number = ?",
                UUID.randomUUID(),
                "replace-" + ++acts,
                old,
                serial,
                NOW,
                old);
        history(serial, null, "sold", "replacement", channel, channel, null, NOW);
        step(old, "sold", "blocked", "replacement", channel, channel, null, NOW);
    }
}
