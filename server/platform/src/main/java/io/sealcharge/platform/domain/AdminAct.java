package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what when, of the acts of operators.
 *
 * @param actor the operator's client
 */
public record AdminAct(UUID id, String actor, Instant at, Deed deed) {

    /**
     * What is done.
     *
     * @param operation operationId in the contract
     * @param target the product, channel, bar or voucher
     * @param facts what was asked for; never a secret
     */
    public record Deed(
            String operation,
            String target,
            Map<String, String> facts,
            @Nullable String reason,
            @Nullable String reference) {

        public static Deed of(String operation, String target) {
            return new Deed(operation, target, Map.of(), null, null);
        }

        public Deed with(String fact, Object value) {
            Map<String, String> more = new LinkedHashMap<>(facts);
            more.put(fact, value.toString());
            return new Deed(operation, target, more, reason, reference);
        }

        public Deed because(String why) {
            return new Deed(operation, target, facts, why, reference);
        }

        public Deed referring(String to) {
            return new Deed(operation, target, facts, reason, to);
        }
    }
}
