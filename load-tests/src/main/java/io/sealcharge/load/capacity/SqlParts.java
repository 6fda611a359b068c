package io.sealcharge.load.capacity;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.load.measure.ProcessTimes;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What the stores write for the flows, many acts at once so that they gather as in production. Counts PostgreSQL's
 * processor time and this process's, which does what the platform does about a statement. Keys and envelopes are random
 * bytes: no database looks into them.
 */
final class SqlParts {
    private static final int AT_ONCE = 128;
    private static final int ENVELOPE_BYTES = 420;
    private static final int STATEMENT_BYTES = 480;
    private static final int WRAPPED_BYTES = 72;
    private static final int POINT_BYTES = 65;
    private static final int HASH_BYTES = 32;
    private static final RechargeStore.Limits UNLIMITED = new RechargeStore.Limits(1_000_000_000, 1_000_000_000);
    private static final RechargeStore.Rules RULES = new RechargeStore.Rules(Duration.ofHours(1), 20, null);
    private static final int SUBSCRIBERS = 1_000_000;
    private static final int FIRST_SUBSCRIBER = 40_000_000;

    private final VoucherStore vouchers;
    private final RechargeStore recharges;
    private final Crowd crowd;
    private final String channel;
    private final String product;
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new TimeOrderedIds(InstantSource.system(), random);
    private final SealingKey key = new SealingKey.Own(
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());
    private final Deque<PinIndex> sold = new ArrayDeque<>();
    private final Deque<RechargeRequest> requested = new ArrayDeque<>();
    private int made;

    /** @param channel with credit, and nobody else sells for it */
    SqlParts(VoucherStore vouchers, RechargeStore recharges, Crowd crowd, String channel, String product) {
        this.vouchers = vouchers;
        this.recharges = recharges;
        this.crowd = crowd;
        this.channel = channel;
        this.product = product;
    }

    void measure(int seconds, long postmasterPid, ProcessTimes times, Map<Part, Double> us) throws Exception {
        us.put(Part.SQL_SALE, crowd.us(AT_ONCE, seconds, this::sell, postmasterPid, times));
        us.put(Part.SQL_REQUEST, crowd.us(AT_ONCE, seconds, this::request, postmasterPid, times));
        us.put(Part.SQL_REDEMPTION, crowd.us(AT_ONCE, seconds, this::redeem, postmasterPid, times));
    }

    private Future<Boolean> sell() {
        String reference = ids.next().toString();
        return vouchers.standing(new VoucherStore.Sought(channel, reference, product))
                .compose(standing ->
                        sell(reference, standing.offer().orElseThrow().product()));
    }

    private Future<Boolean> sell(String reference, Product offered) {
        Instant at = now();
        PinIndex index = new PinIndex(bytes(HASH_BYTES), 1);
        VoucherFace face = new VoucherFace(
                ids.serialNumber(offered.serialLength()),
                offered.faceValue(),
                at.plus(Duration.ofDays(offered.validityDays())));
        return vouchers.recordSale(new VoucherStore.Sale(
                        ids.next(),
                        channel,
                        reference,
                        bytes(HASH_BYTES),
                        "bench",
                        offered,
                        key,
                        null,
                        at,
                        List.of(new SealedVoucher(face, List.of(index), text(ENVELOPE_BYTES)))))
                .map(outcome -> done(outcome) && sold.add(index));
    }

    private Future<Boolean> request() {
        String reference = ids.next().toString();
        String terminal = "bench-" + made++;
        return recharges.standing(channel, reference, terminal).compose(standing -> {
            Instant at = now();
            AssignedKey assigned = new AssignedKey(text(HASH_BYTES), bytes(POINT_BYTES), bytes(WRAPPED_BYTES), 1);
            RechargeRequest request = new RechargeRequest(
                    ids.next(),
                    channel,
                    reference,
                    terminal,
                    new RechargeKeyGrant.Assigned(assigned, text(STATEMENT_BYTES)),
                    at.plus(Duration.ofMinutes(10)),
                    at);
            return recharges
                    .recordRequest(request, bytes(HASH_BYTES), UNLIMITED)
                    .map(outcome -> done(outcome) && requested.add(request));
        });
    }

    /** False when there is no request or voucher left. */
    private Future<Boolean> redeem() {
        PinIndex index = sold.poll();
        RechargeRequest request = requested.poll();
        if (index == null || request == null) {
            return Future.succeededFuture(false);
        }
        Instant at = now();
        String phoneNumber = "+86138" + (FIRST_SUBSCRIBER + random.nextInt(SUBSCRIBERS));
        RechargeStore.Look look = new RechargeStore.Look(
                channel,
                request.reference(),
                request.key().kid(),
                request.terminal(),
                phoneNumber,
                at.minus(Duration.ofHours(1)),
                20);
        return recharges
                .standing(look)
                .compose(standing -> recharges.redeem(
                        new RechargeStore.Attempt(
                                ids.next(),
                                channel,
                                request.reference(),
                                bytes(HASH_BYTES),
                                request.terminal(),
                                request.key().kid(),
                                phoneNumber,
                                List.of(index),
                                true,
                                "trace",
                                at),
                        RULES))
                .map(SqlParts::done);
    }

    private static boolean done(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?>(var refusal)) {
            throw new IllegalStateException("the store refused: " + refusal);
        }
        return true;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }
}
