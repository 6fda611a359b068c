package io.sealcharge.platform.http;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.RequestStanding;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

    /** How the next recharge ends, other than well. */
    @Nullable
    Function<Attempt, Recharge.Ending> ending;

    boolean barred;

    @Nullable
    Instant numberRefusedAt;

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
        keyOnFile = new KeyOnFile(made, KeyState.OUTSTANDING, shared(made));
        return Future.succeededFuture(Outcome.done(new RecordedRequest(made, List.of())));
    }

    private static @Nullable SharedKeyOnFile shared(RechargeRequest made) {
        return made.key() instanceof RechargeKeyGrant.Shared(TerminalKeyId key)
                ? new SharedKeyOnFile(key, made.terminal(), SharedKeyOnFile.State.ACTIVE, 0, 0)
                : null;
    }

    @Override
    public Future<RequestStanding> standing(String channel, String reference, String terminal) {
        return findRequest(channel, reference).map(stored -> new RequestStanding(true, stored, barred));
    }

    @Override
    public Future<RechargeStanding> standing(Look look) {
        Optional<KeyOnFile> key = Optional.ofNullable(keyOnFile).map(onFile -> named(onFile, look.kid()));
        return findRecharge(look.channel(), look.reference())
                .map(stored -> new RechargeStanding(
                        true,
                        stored,
                        key.filter(onFile -> onFile.request().reference().equals(look.reference())),
                        key.map(onFile -> new RechargeStanding.Elsewhere(
                                onFile.state(), onFile.request().expiresAt())),
                        false,
                        barred,
                        Optional.ofNullable(numberRefusedAt)));
    }

    /** The one key answers to any name, unless it is a shared one. */
    private static KeyOnFile named(KeyOnFile onFile, String kid) {
        RechargeRequest made = onFile.request();
        if (!(made.key() instanceof RechargeKeyGrant.Assigned(AssignedKey assigned, String statement))) {
            return onFile;
        }
        AssignedKey key =
                new AssignedKey(kid, assigned.publicPoint(), assigned.wrappedPrivateKey(), assigned.wrapEpoch());
        return new KeyOnFile(
                new RechargeRequest(
                        made.id(),
                        made.channel(),
                        made.reference(),
                        made.terminal(),
                        new RechargeKeyGrant.Assigned(key, statement),
                        made.expiresAt(),
                        made.createdAt()),
                onFile.state());
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
    public Future<Outcome<Recharge>> redeem(Attempt attempt, Rules rules) {
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
                ending == null ? new Recharge.Redeemed(receipt) : ending.apply(attempt),
                attempt.at());
        recharge = new Remembered<>(made, attempt.requestDigest());
        return Future.succeededFuture(Outcome.done(made));
    }

    @Override
    public Future<List<Money>> balances(String phoneNumber) {
        return Future.succeededFuture(List.of(new Money(700, "USD"), new Money(5000, "CNY")));
    }

    @Override
    public Future<Recharge> settle(UUID rechargeId, boolean credited, Instant at) {
        throw new UnsupportedOperationException("nothing is pending here");
    }

    @Override
    public Future<List<Recharge>> takeDue(Instant now, Duration firstPause, Duration longestPause, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Open> open() {
        return Future.succeededFuture(new Open(0, null));
    }

    @Override
    public Future<List<Refusals>> refusals(Instant since) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Integer> expireVouchers(Instant now, int limit) {
        return Future.succeededFuture(0);
    }

    @Override
    public Future<Integer> expireKeys(Instant now, int limit) {
        return Future.succeededFuture(0);
    }
}
