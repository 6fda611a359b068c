package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.digest;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.ReplacementStore.Candidate;
import io.sealcharge.platform.app.ReplacementStore.Draft;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Replacements, for tests: drafts as the use case would make them, without HSM and envelopes. */
final class Swaps {
    static final SealingKey OWN = new SealingKey.Own(
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());
    private static final AtomicLong SERIAL = new AtomicLong(8_000_000_000_000_000L);

    private final Shop shop;
    private final DatabaseExtension postgres;
    final PgReplacementStore replacements;

    Swaps(Shop shop, DatabaseExtension postgres) {
        this.shop = shop;
        this.postgres = postgres;
        this.replacements = new PgReplacementStore(shop.database);
    }

    UUID purchaseOf(String serial) {
        return UUID.fromString(postgres.text("SELECT purchase_id FROM voucher WHERE serial_number = '" + serial + "'"));
    }

    /** The one PIN of the new voucher under two epochs, the newest first. */
    static List<PinIndex> indexes(String serial) {
        return List.of(
                new PinIndex(digest("new pin of " + serial), 2), new PinIndex(digest("old pin of " + serial), 1));
    }

    Draft draft(String reference, String old, SealingKey key, Instant at) {
        String serial = Long.toString(SERIAL.incrementAndGet());
        return draft(reference, old, key, at, serial, indexes(serial));
    }

    Draft draft(String reference, String old, SealingKey key, Instant at, String serial, List<PinIndex> indexes) {
        UUID purchase = purchaseOf(old);
        VoucherFace face = await(replacements.findCandidate(CHANNEL, purchase, old))
                .map(Candidate::voucher)
                .orElseThrow()
                .face();
        return new Draft(
                UUID.randomUUID(),
                CHANNEL,
                reference,
                digest("replacement " + reference + old),
                "kiosk-1",
                purchase,
                old,
                key,
                at,
                new SealedVoucher(
                        new VoucherFace(serial, face.faceValue(), face.expiresAt()), indexes, "envelope of " + serial));
    }

    Draft draft(String reference, String old) {
        return draft(reference, old, OWN, NOW.plusSeconds(1));
    }

    Outcome<Replacement> replace(String reference, String old) {
        return await(replacements.record(draft(reference, old)));
    }

    /** The second request for that key: the PIN of the new voucher to that number. */
    Attempt attempt(RechargeRequest request, Replacement replacement, String phoneNumber) {
        Attempt other = shop.attempt(request, "", phoneNumber);
        return new Attempt(
                other.id(),
                other.channel(),
                other.reference(),
                other.requestDigest(),
                other.terminal(),
                other.kid(),
                other.phoneNumber(),
                indexes(replacement.face().serialNumber()),
                true,
                other.traceId(),
                other.at());
    }

    /** A terminal of the channel that shares a key of generation 1. */
    SealingKey.Shared share(String channel, String name) {
        UUID id = UUID.randomUUID();
        postgres.execute("INSERT INTO terminal (id, channel_id, name, reference, state, created_at) VALUES ('" + id
                + "', '" + channel + "', '" + name + "', 'register-" + name + "', 'active', now())");
        postgres.execute("INSERT INTO terminal_key (terminal_id, generation, channel_id, reference, request_digest,"
                + " master_epoch, state, jkt, envelope, created_at) VALUES ('" + id + "', 1, '" + channel
                + "', 'register-" + name + "', sha256('key'), 1, 'active', 'jkt', 'e', now())");
        return new SealingKey.Shared(new TerminalKeyId(channel, id, 1, 1), SymmetricEncryption.DIR);
    }

    /** Says of a purchase that its vouchers were sealed to that key. */
    void sealedTo(UUID purchase, SealingKey.Shared key) {
        postgres.execute("UPDATE purchase SET jkt = NULL, key_generation = 1, terminal_id = '"
                + key.id().terminal() + "' WHERE id = '" + purchase + "'");
    }
}
