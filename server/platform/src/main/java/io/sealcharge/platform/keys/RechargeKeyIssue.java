package io.sealcharge.platform.keys;

import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.platform.app.Keys.IssuedKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.AssignedKey.Kind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a recharge request its key, and the platform's signature that says so. */
final class RechargeKeyIssue {
    private final HsmCalls hsm;
    private final Supplier<KeySnapshot> keys;
    private final RechargeKeyPool pool;
    private final @Nullable RechargeKeyWindow window;
    private final String issuer;

    /** @param window null: each request has a key of its own */
    RechargeKeyIssue(
            HsmCalls hsm,
            Supplier<KeySnapshot> keys,
            RechargeKeyPool pool,
            @Nullable RechargeKeyWindow window,
            String issuer) {
        this.window = window;
        this.hsm = hsm;
        this.keys = keys;
        this.pool = pool;
        this.issuer = issuer;
    }

    record Request(String channel, String terminal, String reference, Instant expiresAt) {}

    Future<IssuedKey> issue(Request request) {
        return window == null ? issueSingle(request) : issueShared(window, request);
    }

    private Future<IssuedKey> issueShared(RechargeKeyWindow shared, Request request) {
        return shared.key(request.expiresAt())
                .compose(key -> hsm.submit(
                        "issue a recharge key", device -> sign(device, keys.get(), Kind.WINDOW, key, request)));
    }

    private Future<IssuedKey> issueSingle(Request request) {
        OneTimeKey pooled = pool.take();
        return hsm.submit("issue a recharge key", device -> issue(device, pooled, request), (device, issued) -> {
                    // A pooled key has gone back to the pool by then.
                    if (pooled == null) {
                        device.destroyOneTimeKey(issued.key().publicPoint());
                    }
                })
                .onFailure(notIssued -> {
                    if (pooled != null) {
                        pool.giveBack(pooled);
                    }
                });
    }

    private IssuedKey issue(Hsm device, @Nullable OneTimeKey pooled, Request request) {
        KeySnapshot snapshot = keys.get();
        if (pooled != null) {
            return sign(device, snapshot, Kind.SINGLE, pooled, request);
        }
        OneTimeKey made = device.generateOneTimeKey(snapshot.newest(KeyRole.RECHARGE_WRAP));
        try {
            return sign(device, snapshot, Kind.SINGLE, made, request);
        } catch (HsmException notSigned) {
            device.destroyOneTimeKey(made.publicPoint());
            throw notSigned;
        }
    }

    private IssuedKey sign(Hsm device, KeySnapshot snapshot, Kind kind, OneTimeKey key, Request request) {
        P256Point point = P256Point.ofUncompressed(key.publicPoint());
        String kid = point.thumbprint();
        RechargeKey named = new RechargeKey(
                kid, point, issuer, request.reference(), request.channel(), request.terminal(), request.expiresAt());
        byte[] signingInput = RechargeKeyStatement.signingInput(named, snapshot.envelopeSigningKid());
        byte[] rs = device.sign(snapshot.newest(KeyRole.ENVELOPE_SIGNING), Sha256.of(signingInput));
        AssignedKey assigned = new AssignedKey(
                kind,
                kid,
                key.publicPoint(),
                key.wrappedPrivateKey(),
                key.wrappedUnder().epoch());
        return new IssuedKey(assigned, RechargeKeyStatement.assemble(signingInput, rs));
    }
}
