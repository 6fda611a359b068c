package io.sealcharge.platform.app;

import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;

/**
 * From the key that a request names to the one that vouchers are sealed to. A key that passes may be revoked or used up
 * meanwhile: the statement that writes the act judges again.
 */
public final class SharedKeys {
    private final SharedKeyStore store;

    public SharedKeys(SharedKeyStore store) {
        this.store = store;
    }

    /**
     * @param terminal as the request names it: by name or by the id of its registration
     * @param messages to be sealed
     * @return Done; or Refused with KID_UNKNOWN, KID_FOREIGN, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED. Fails with UnavailableException.
     */
    public Future<Outcome<SealingKey>> toSealWith(String channel, String terminal, KeyOrder order, int messages) {
        return switch (order) {
            case KeyOrder.Own(TerminalPublicKey own) -> Future.succeededFuture(Outcome.done(new SealingKey.Own(own)));
            case KeyOrder.Shared(TerminalKid kid, SymmetricEncryption encryption) ->
                store.findKey(channel, kid)
                        .map(found -> found.map(key -> judge(key, terminal, encryption, messages))
                                .orElseGet(() -> Outcome.refused(Refusal.KID_UNKNOWN)));
        };
    }

    private static Outcome<SealingKey> judge(
            SharedKeyOnFile key, String terminal, SymmetricEncryption encryption, int messages) {
        if (!key.isOf(terminal)) {
            return Outcome.refused(Refusal.KID_FOREIGN);
        }
        return key.faultForSealing(messages)
                .map(Outcome::<SealingKey>refused)
                .orElseGet(() -> Outcome.done(new SealingKey.Shared(key.id(), encryption)));
    }
}
