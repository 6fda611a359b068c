package io.sealcharge.platform.http;

import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** At most one request and one recharge; the next write can be told to be refused. */
final class ScriptedRecharges implements RechargeStore {
    int writes;

    @Nullable
    Refusal refusal;

    @Nullable
    Remembered<RechargeRequest> request;

    @Nullable
    KeyOnFile keyOnFile;

    @Nullable
    Remembered<Recharge> recharge;

    /** Whether the next recharge is refused for what its envelope holds. */
    boolean refused;

    @Override
    public Future<Optional<Remembered<RechargeRequest>>> findRequest(String channel, String reference) {
        return Future.succeededFuture(Optional.ofNullable(request)
                .filter(stored -> stored.answer().reference().equals(reference)));
    }

    @Override
    public Future<Outcome<RecordedRequest>> recordRequest(RechargeRequest made, byte[] digest, Limits limits) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        writes++;
        request = new Remembered<>(made, digest);
        keyOnFile = new KeyOnFile(made, KeyState.OUTSTANDING);
        return Future.succeededFuture(Outcome.done(new RecordedRequest(made, List.of())));
    }

    @Override
    public Future<Optional<KeyOnFile>> findKey(String channel, String kid) {
        return Future.succeededFuture(Optional.ofNullable(keyOnFile));
    }

    @Override
    public Future<Optional<Remembered<Recharge>>> findRecharge(String channel, String reference) {
        return Future.succeededFuture(Optional.ofNullable(recharge)
                .filter(stored -> stored.answer().reference().equals(reference)));
    }

    @Override
    public Future<Optional<Recharge>> getRecharge(String channel, UUID id) {
        return Future.succeededFuture(Optional.ofNullable(recharge)
                .map(Remembered::answer)
                .filter(stored -> stored.id().equals(id)));
    }

    @Override
    public Future<Outcome<Recharge>> redeem(Attempt attempt) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        writes++;
        Recharge.Receipt receipt = new Recharge.Receipt(
                attempt.id(),
                attempt.reference(),
                ScriptedVouchers.FACE.serialNumber(),
                attempt.phoneNumber(),
                ScriptedVouchers.FACE.faceValue(),
                attempt.at());
        Recharge made = new Recharge(
                attempt.id(),
                attempt.channel(),
                attempt.reference(),
                attempt.terminal(),
                attempt.phoneNumber(),
                refused ? new Recharge.Refused(attempt.traceId()) : new Recharge.Redeemed(receipt),
                attempt.at());
        recharge = new Remembered<>(made, attempt.requestDigest());
        return Future.succeededFuture(Outcome.done(made));
    }

    @Override
    public Future<List<Money>> balances(String phoneNumber) {
        return Future.succeededFuture(List.of(new Money(700, "USD"), new Money(5000, "CNY")));
    }

    @Override
    public Future<Integer> expireKeys(Instant now, int limit) {
        return Future.succeededFuture(0);
    }
}
