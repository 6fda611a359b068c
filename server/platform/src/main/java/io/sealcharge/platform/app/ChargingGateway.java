package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Money;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * An external system that credits phone numbers. Any failure means that the outcome is unknown; it is asked for again,
 * under the same id, until there is an answer.
 */
public interface ChargingGateway {

    /** Credits the number, at most once for each id: a repeat gets the first answer. */
    Future<Verdict> credit(Redemption redemption);

    /** What became of a redemption; empty if the system never heard of it. */
    Future<Optional<Verdict>> ask(Redemption redemption);

    /** @param id the idempotency key */
    record Redemption(UUID id, String phoneNumber, Money amount) {}

    /** Final. */
    enum Verdict {
        CREDITED,
        REJECTED
    }
}
