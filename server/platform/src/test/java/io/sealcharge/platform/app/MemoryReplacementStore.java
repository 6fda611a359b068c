package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SoldVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
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

/** One voucher to be replaced, for tests of the use case; a replacement can be refused or fail, committed or not. */
final class MemoryReplacementStore implements ReplacementStore {
    static final UUID PURCHASE = new UUID(1, 2);
    static final VoucherFace OLD =
            new VoucherFace("1000000000000008", new Money(5000, "CNY"), Instant.parse("2027-03-01T10:20:30.456Z"));

    final List<String> journal;
    final Map<String, Remembered<Replacement>> stored = new HashMap<>();
    final List<Draft> drafts = new ArrayList<>();
    /** What happens to the next replacements; then they go well. */
    final Deque<Fate> fates = new ArrayDeque<>();

    VoucherState state = VoucherState.SOLD;
    boolean batchOpen = true;

    @Nullable
    Refusal refusal;

    /** @param committed whether the replacement is written although it fails */
    record Fate(boolean committed, RuntimeException failure) {}

    MemoryReplacementStore(List<String> journal) {
        this.journal = journal;
    }

    @Override
    public Future<Optional<Remembered<Replacement>>> find(String channel, String reference) {
        journal.add("find replacement");
        return Future.succeededFuture(Optional.ofNullable(stored.get(channel + " " + reference)));
    }

    @Override
    public Future<Optional<Candidate>> findCandidate(String channel, UUID purchase, String serialNumber) {
        journal.add("find candidate");
        boolean known = purchase.equals(PURCHASE) && serialNumber.equals(OLD.serialNumber());
        return Future.succeededFuture(
                known
                        ? Optional.of(
                                new Candidate(new SoldVoucher(OLD, state, batchOpen), new PinFormat(19, true), 17))
                        : Optional.empty());
    }

    @Override
    public Future<Outcome<Replacement>> record(Draft draft) {
        journal.add("record replacement");
        drafts.add(draft);
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        Fate fate = fates.poll();
        if (fate == null || fate.committed()) {
            stored.put(
                    draft.channel() + " " + draft.reference(), new Remembered<>(answer(draft), draft.requestDigest()));
        }
        return fate == null ? Future.succeededFuture(Outcome.done(answer(draft))) : Future.failedFuture(fate.failure());
    }

    private static Replacement answer(Draft draft) {
        return new Replacement(
                draft.id(),
                draft.channel(),
                draft.reference(),
                draft.purchase(),
                draft.replaced(),
                draft.voucher().face(),
                draft.voucher().envelope(),
                draft.at());
    }
}
