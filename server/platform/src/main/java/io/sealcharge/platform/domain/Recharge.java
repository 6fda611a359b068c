package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;

/** A recharge and how it ended: everything the channel was told, so that a repeat is told the same. */
public record Recharge(
        UUID id,
        String channel,
        String reference,
        String terminal,
        String phoneNumber,
        Ending ending,
        Instant createdAt) {

    /** How a recharge ended, or that it has not ended yet. */
    public sealed interface Ending {}

    /**
     * The voucher is reserved, and an external charging system is asked to credit the number.
     *
     * @param amount what the number will get
     */
    public record Pending(String serialNumber, Money amount) implements Ending {}

    /**
     * The same channel redeems this voucher for this number already, under another reference. Nothing was written, and
     * the request's key was not used up.
     *
     * @param firstRechargeId the recharge to ask for
     */
    public record BeingRedeemedByYou(UUID firstRechargeId) implements Ending {}

    /** The value went to the phone number. */
    public record Redeemed(Receipt receipt) implements Ending {}

    /** The same channel had redeemed this voucher for this number before; no money moved now. */
    public record AlreadyRedeemedByYou(Receipt first) implements Ending {}

    /**
     * The one answer for all that is learnt only by decrypting.
     *
     * @param traceId of the first answer, so that a repeat is byte for byte the same
     */
    public record Refused(String traceId) implements Ending {}

    /**
     * The charging system does not credit this number; the voucher keeps its value.
     *
     * @param traceId of the request, so that each answer is the same byte for byte
     */
    public record ChargingRejected(String traceId) implements Ending {}

    /** What the phone number got, from which voucher. */
    public record Receipt(
            UUID rechargeId,
            String reference,
            String serialNumber,
            String phoneNumber,
            Money amount,
            Instant redeemedAt) {}
}
