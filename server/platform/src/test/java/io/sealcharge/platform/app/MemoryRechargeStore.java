package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    final Map<String, List<Money>> balances = new HashMap<>();
    List<String> voids = List.of();

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
    public Future<Optional<KeyOnFile>> findKey(String channel, String kid) {
        journal.add("find key");
        return Future.succeededFuture(Optional.ofNullable(keys.get(at(channel, kid))));
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
    public Future<Outcome<Recharge>> redeem(Attempt attempt) {
        journal.add("redeem");
        attempts.add(attempt);
        Recharge written = refused(attempt);
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
    private static Recharge refused(Attempt attempt) {
        return new Recharge(
                attempt.id(),
                attempt.channel(),
                attempt.reference(),
                attempt.terminal(),
                attempt.phoneNumber(),
                new Recharge.Refused(attempt.traceId()),
                attempt.at());
    }

    @Override
    public Future<List<Money>> balances(String phoneNumber) {
        return Future.succeededFuture(balances.getOrDefault(phoneNumber, List.of()));
    }

    @Override
    public Future<Integer> expireKeys(Instant now, int limit) {
        journal.add("expire keys");
        return Future.succeededFuture(expired.isEmpty() ? 0 : expired.poll());
    }
}
