package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.ClaimedVoucher;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinBox;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stock of one batch in memory, for tests of what claims from it; claims can be held up or told to fail. */
final class MemoryStockStore implements StockStore {
    final List<String> journal;
    final TreeSet<String> available = new TreeSet<>();
    final TreeSet<String> claimed = new TreeSet<>();
    final List<String> blocked = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();

    @Nullable
    Instant expiresAt;

    @Nullable
    RuntimeException failure;

    /** Claims wait for it. */
    Promise<Void> gate = Promise.promise();

    private int made;

    MemoryStockStore(List<String> journal) {
        this.journal = journal;
        gate.complete();
    }

    void put(int vouchers) {
        for (int i = 0; i < vouchers; i++) {
            available.add(serial(++made));
        }
    }

    static String serial(int number) {
        return "%016d".formatted(number);
    }

    @Override
    public Future<List<ClaimedVoucher>> claim(Claim claim) {
        journal.add("claim " + claim.limit());
        claims.add(claim);
        return gate.future()
                .compose(open -> failure == null ? Future.succeededFuture(pick(claim)) : Future.failedFuture(failure));
    }

    private List<ClaimedVoucher> pick(Claim claim) {
        String after = claim.after() == null ? "" : claim.after().serialNumber();
        List<String> picked =
                available.tailSet(after, false).stream().limit(claim.limit()).toList();
        picked.forEach(available::remove);
        claimed.addAll(picked);
        return picked.stream()
                .map(serial -> new ClaimedVoucher(
                        serial,
                        "batch-1",
                        new Money(5000, "CNY"),
                        expiresAt,
                        new PinBox(new byte[46], 1),
                        claim.at().plus(claim.lease())))
                .toList();
    }

    @Override
    public Future<Integer> release(UUID node, List<String> serialNumbers, Instant at) {
        journal.add("release " + serialNumbers.size());
        List<String> freed = serialNumbers.stream().filter(claimed::remove).toList();
        available.addAll(freed);
        return Future.succeededFuture(freed.size());
    }

    @Override
    public Future<Integer> releaseExpired(Instant at, int limit) {
        int freed = claimed.size();
        available.addAll(claimed);
        claimed.clear();
        return Future.succeededFuture(freed);
    }

    @Override
    public Future<Integer> block(UUID node, List<String> serialNumbers, String why, Instant at) {
        claimed.removeAll(serialNumbers);
        blocked.addAll(serialNumbers);
        return Future.succeededFuture(serialNumbers.size());
    }
}
