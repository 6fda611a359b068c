package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the platform's keys do. Clear PINs and private keys stay behind this port. Failures: UnavailableException. */
public interface Keys {

    /** Mints one PIN per face from the HSM's random generator, indexes it and seals it to the terminal's key. */
    Future<List<SealedVoucher>> mint(
            PinFormat format, String reference, TerminalPublicKey key, List<VoucherFace> faces);

    /** Assigns a one-time key to a recharge request and signs the statement that names it. */
    Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt);

    /**
     * A one-time key and the platform's signature over it.
     *
     * @param statement compact JWS
     */
    record IssuedKey(AssignedKey key, String statement) {}

    /**
     * Opens the envelope with its one-time key and indexes the PIN under all live epochs. An unreadable envelope takes
     * the same steps with a PIN of random digits, so that it takes the same time.
     */
    Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key);

    /**
     * What the envelope held.
     *
     * @param candidates the PIN's index under each live epoch; of a random PIN if the envelope was unreadable
     * @param phoneNumber as the envelope repeats it; null if it was unreadable
     * @param reference as the envelope repeats it; null if it was unreadable
     */
    record OpenedPin(
            List<PinIndex> candidates,
            @Nullable String phoneNumber,
            @Nullable String reference) {}

    /** Destroys this node's copy of a one-time key that is used or void; never fails. */
    void forgetRechargeKey(AssignedKey key);

    /** Destroys this node's copies of the one-time keys that it issued and whose time is over; never fails. */
    void forgetExpiredRechargeKeys(Instant now);

    /**
     * Signs an access token (RFC 9068).
     *
     * @return compact JWS, typ at+jwt
     */
    Future<String> signAccessToken(Map<String, Object> claims);

    /** The keys that verify access tokens: a JWK set (RFC 7517) of public keys only, as JSON. */
    String tokenKeySet();
}
