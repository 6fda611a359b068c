package io.sealcharge.envelope;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The envelopes and what their headers may say.
 *
 * @param typRequired whether {@code typ} and {@code cty} must be there; they must be right wherever they are
 * @param allowed the allow-list for {@code alg}
 */
record EnvelopeKind(
        String typ,
        String cty,
        boolean typRequired,
        boolean kidRequired,
        CompactLimits limits,
        List<KeyManagement> allowed) {
    private static final String JSON = "json";
    private static final String VOUCHER_TYP = "sealcharge-voucher+jwe";
    private static final List<KeyManagement> TO_KEY_PAIR = List.of(KeyEncryption.values());
    private static final List<KeyManagement> WITH_SHARED_KEY = List.of(SymmetricEncryption.values());

    /** Platform to terminal: to any key pair that a terminal may have; the platform always says what it is. */
    static final EnvelopeKind VOUCHER =
            new EnvelopeKind(VOUCHER_TYP, JSON, true, false, CompactLimits.MESSAGE, TO_KEY_PAIR);

    /** Platform to terminal with a key that they share. */
    static final EnvelopeKind SHARED_VOUCHER =
            new EnvelopeKind(VOUCHER_TYP, JSON, true, true, CompactLimits.MESSAGE, WITH_SHARED_KEY);

    /** Terminal to platform: to an EC key that the platform names, or with a key that they share. */
    static final EnvelopeKind RECHARGE = new EnvelopeKind(
            "sealcharge-recharge+jwe",
            JSON,
            false,
            true,
            CompactLimits.MESSAGE,
            List.of(
                    KeyEncryption.ECDH_ES,
                    KeyEncryption.ECDH_ES_A256KW,
                    SymmetricEncryption.A256KW,
                    SymmetricEncryption.DIR));

    /** Platform to terminal: the keys that they share from then on. */
    static final EnvelopeKind TERMINAL_KEYS =
            new EnvelopeKind("sealcharge-terminal-keys+jwe", JSON, true, false, CompactLimits.MESSAGE, TO_KEY_PAIR);

    /** Somebody's vouchers to the platform's key for them. */
    static final EnvelopeKind STOCK = new EnvelopeKind(
            "sealcharge-stock+jwe",
            "text/csv",
            true,
            true,
            CompactLimits.FILE,
            List.of(KeyEncryption.ECDH_ES, KeyEncryption.ECDH_ES_A256KW));

    /** The algorithm of this {@code alg} if the allow-list holds it. */
    Optional<KeyManagement> algorithm(String jwaName) {
        return allowed.stream()
                .filter(candidate -> candidate.jwaName().equals(jwaName))
                .findFirst();
    }

    /** The allow-list as text. */
    String algorithms() {
        int last = allowed.size() - 1;
        return allowed.subList(0, last).stream().map(KeyManagement::jwaName).collect(Collectors.joining(", "))
                + " or "
                + allowed.get(last).jwaName();
    }
}
