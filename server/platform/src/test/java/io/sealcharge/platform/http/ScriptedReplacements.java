package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ReplacementStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SoldVoucher;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One sold voucher that can be replaced; the next write can be told to be refused. */
final class ScriptedReplacements implements ReplacementStore {
    static final UUID PURCHASE = UUID.fromString("019aabcd-0000-7000-8000-000000000001");

    int writes;

    @Nullable
    Refusal refusal;

    @Nullable
    Remembered<Replacement> made;

    @Override
    public Future<Optional<Remembered<Replacement>>> find(String channel, String reference) {
        return Future.succeededFuture(Optional.ofNullable(made)
                .filter(replacement -> replacement.answer().reference().equals(reference)));
    }

    @Override
    public Future<Optional<Candidate>> findCandidate(String channel, UUID purchase, String serialNumber) {
        boolean known = purchase.equals(PURCHASE) && serialNumber.equals(ScriptedVouchers.FACE.serialNumber());
        return Future.succeededFuture(
                known
                        ? Optional.of(new Candidate(
                                new SoldVoucher(ScriptedVouchers.FACE, VoucherState.SOLD, true),
                                new PinFormat(18, false),
                                16))
                        : Optional.empty());
    }

    @Override
    public Future<Outcome<Replacement>> record(Draft draft) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        writes++;
        Replacement replacement = new Replacement(
                draft.id(),
                draft.channel(),
                draft.reference(),
                draft.purchase(),
                draft.replaced(),
                draft.voucher().face(),
                draft.voucher().envelope(),
                draft.at());
        made = new Remembered<>(replacement, draft.requestDigest());
        return Future.succeededFuture(Outcome.done(replacement));
    }

    /** As housekeeping does. */
    void erase() {
        Remembered<Replacement> before = made;
        if (before == null) {
            throw new IllegalStateException("there is nothing to erase");
        }
        Replacement answer = before.answer();
        made = new Remembered<>(
                new Replacement(
                        answer.id(),
                        answer.channel(),
                        answer.reference(),
                        answer.purchase(),
                        answer.replaced(),
                        answer.face(),
                        null,
                        answer.createdAt()),
                before.requestDigest());
    }
}
