package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recharges in maps, for tests of the use cases; writes can be made to be refused or to fail. */
final class MemoryRechargeStore implements RechargeStore {
    final List<String> journal;
    final Map<String, Remembered<RechargeRequest>> requests = new HashMap<>();
    final Map<String, KeyOnFile> keys = new HashMap<>();
    final Map<String, Remembered<Recharge>> recharges = new HashMap<>();
    final List<Attempt> attempts = new ArrayList<>();
    final Deque<Integer> expired = new ArrayDeque<>();
    final Deque<Integer> expiredVouchers = new ArrayDeque<>();
    final Map<String, List<Money>> balances = new HashMap<>();
    List<String> voids = List.of();

    final List<Look> looks = new ArrayList<>();
    final Set<String> barred = new HashSet<>();
    /** Channel and kid of keys that terminals share. */
    final Set<String> sharedKids = new HashSet<>();

    final List<Settled> settled = new ArrayList<>();
    final Deque<List<Recharge>> due = new ArrayDeque<>();
    List<Refusals> refusals = List.of();
    boolean active = true;

    record Settled(UUID rechargeId, boolean credited, Instant at) {}

    /** How the next recharge ends; null for a refusal. */
    Recharge.@Nullable Ending ending;

    @Nullable
    Instant numberRefusedAt;

    @Nullable
    Rules rules;

    @Nullable
    Limits limits;

    @Nullable
    Refusal refusal;

    @Nullable
    RuntimeException failure;
    /** Whether a write that fails is there all the same. */
    boolean committed;
    /** What somebody else wrote first, under the same reference. */
    @Nullable
    RechargeRequest first;

    MemoryRechargeStore(List<String> journal) {
        this.journal = journal;
    }

    static String at(String channel, String reference) {
        return channel + " " + reference;
    }

    @Override
    public Future<Optional<Remembered<RechargeRequest>>> findRequest(String channel, String reference) {
        journal.add("find request");
        return Future.succeededFuture(Optional.ofNullable(requests.get(at(channel, reference))));
    }

    @Override
    public Future<Outcome<RecordedRequest>> recordRequest(
            RechargeRequest request, byte[] requestDigest, Limits withinLimits) {
        journal.add("record request");
        limits = withinLimits;
        if (failure == null || committed) {
            requests.put(at(request.channel(), request.reference()), new Remembered<>(request, requestDigest));
        }
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        return Future.succeededFuture(
                first != null
                        ? Outcome.replayed(new RecordedRequest(first, List.of()))
                        : Outcome.done(new RecordedRequest(
                                request, voids.stream().map(RecordingKeys::key).toList())));
    }

    @Override
    public Future<RequestStanding> standing(String channel, String reference, String terminal) {
        journal.add("look");
        return Future.succeededFuture(new RequestStanding(
                active, Optional.ofNullable(requests.get(at(channel, reference))), barred.contains(terminal)));
    }

    @Override
    public Future<RechargeStanding> standing(Look look) {
        journal.add("look");
        looks.add(look);
        Optional<KeyOnFile> key = Optional.ofNullable(keys.get(at(look.channel(), look.kid())));
        return Future.succeededFuture(new RechargeStanding(
                active,
                Optional.ofNullable(recharges.get(at(look.channel(), look.reference()))),
                key.filter(onFile -> onFile.request().reference().equals(look.reference())),
                key.map(onFile -> new RechargeStanding.Elsewhere(
                        onFile.state(), onFile.request().expiresAt())),
                sharedKids.contains(at(look.channel(), look.kid())),
                barred.contains(look.terminal()),
                Optional.ofNullable(numberRefusedAt)));
    }

    @Override
    public Future<Optional<Remembered<Recharge>>> findRecharge(String channel, String reference) {
        journal.add("find recharge");
        return Future.succeededFuture(Optional.ofNullable(recharges.get(at(channel, reference))));
    }

    @Override
    public Future<Optional<Recharge>> getRecharge(String channel, UUID id) {
        return Future.succeededFuture(recharges.values().stream()
                .map(Remembered::answer)
                .filter(recharge ->
                        recharge.channel().equals(channel) && recharge.id().equals(id))
                .findFirst());
    }

    @Override
    public Future<Outcome<Recharge>> redeem(Attempt attempt, Rules judgedBy) {
        rules = judgedBy;
        journal.add("redeem");
        attempts.add(attempt);
        Recharge written = ended(attempt);
        if (failure == null || committed) {
            recharges.put(
                    at(attempt.channel(), attempt.reference()), new Remembered<>(written, attempt.requestDigest()));
        }
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        return Future.succeededFuture(refusal == null ? Outcome.done(written) : Outcome.refused(refusal));
    }

    /** How a recharge ended is the store's to judge; these tests look at what leads there. */
    private Recharge ended(Attempt attempt) {
        return new Recharge(
                attempt.id(),
                attempt.channel(),
                attempt.reference(),
                attempt.terminal(),
                attempt.phoneNumber(),
                ending == null ? new Recharge.Refused(attempt.traceId()) : ending,
                attempt.at());
    }

    @Override
    public Future<List<Money>> balances(String phoneNumber) {
        return Future.succeededFuture(balances.getOrDefault(phoneNumber, List.of()));
    }

    @Override
    public Future<Recharge> settle(UUID rechargeId, boolean credited, Instant at) {
        journal.add("settle");
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        Remembered<Recharge> open = recharges.values().stream()
                .filter(stored -> stored.answer().id().equals(rechargeId))
                .findFirst()
                .orElseThrow();
        if (open.answer().ending() instanceof Recharge.Pending pending) {
            settled.add(new Settled(rechargeId, credited, at));
            Recharge now = ended(open.answer(), pending, credited, at);
            recharges.put(at(now.channel(), now.reference()), new Remembered<>(now, open.requestDigest()));
            return Future.succeededFuture(now);
        }
        return Future.succeededFuture(open.answer());
    }

    private static Recharge ended(Recharge open, Recharge.Pending pending, boolean credited, Instant at) {
        Recharge.Receipt receipt = new Recharge.Receipt(
                open.id(), open.reference(), pending.serialNumber(), open.phoneNumber(), pending.amount(), at);
        return new Recharge(
                open.id(),
                open.channel(),
                open.reference(),
                open.terminal(),
                open.phoneNumber(),
                credited ? new Recharge.Redeemed(receipt) : new Recharge.ChargingRejected("trace"),
                open.createdAt());
    }

    @Override
    public Future<List<Recharge>> takeDue(Instant now, Duration firstPause, Duration longestPause, int limit) {
        return Future.succeededFuture(due.isEmpty() ? List.of() : due.poll());
    }

    @Override
    public Future<Open> open() {
        return Future.succeededFuture(new Open(0, null));
    }

    @Override
    public Future<List<Refusals>> refusals(Instant since) {
        return failure == null ? Future.succeededFuture(refusals) : Future.failedFuture(failure);
    }

    @Override
    public Future<Integer> expireVouchers(Instant now, int limit) {
        journal.add("expire vouchers");
        return Future.succeededFuture(expiredVouchers.isEmpty() ? 0 : expiredVouchers.poll());
    }

    @Override
    public Future<Integer> expireKeys(Instant now, int limit) {
        journal.add("expire keys");
        return Future.succeededFuture(expired.isEmpty() ? 0 : expired.poll());
    }
}
