package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherSecret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A point of sale of a channel: buys vouchers encrypted to its own key, opens them, and recharges phone numbers with
 * PINs encrypted to a one-time key of the platform.
 *
 * <pre>{@code
 * try (Terminal terminal = new Terminal(settings, ExchangeListener.NONE)) {
 *     PurchaseOrder order = new PurchaseOrder("demo-50", 1, KeyEncryption.ECDH_ES);
 *     terminal.buy(order);
 *     try (VoucherSecret voucher = terminal.open(order.reference()).getFirst()) {
 *         terminal.recharge(new RechargeOrder("+8613800138000", KeyEncryption.ECDH_ES), voucher.pin());
 *     }
 * }
 * }</pre>
 *
 * <p>Each act has a reference, and its keys and exact bytes are on disk before they are sent. After a crash, a time-out
 * or any doubt, call the same method with the same reference, or {@link #resume()}: the platform gets the same bytes and
 * gives the first answer; money moves once.
 *
 * <p>Calls that reach the platform throw {@link ProblemException} if it refuses, {@link PlatformUnreachableException}
 * if no answer comes and {@link UnexpectedAnswerException} if the answer is not in the contract. Safe for use by many
 * threads.
 */
public final class Terminal implements AutoCloseable {
    private final PlatformClient platform;
    private final TerminalStore store;
    private final Purchases purchases;
    private final Recharges recharges;
    private final Registrations registrations;
    private final Replacements replacements;

    /** @throws IllegalArgumentException if access tokens would travel in the clear */
    public Terminal(TerminalSettings settings, ExchangeListener listener) {
        this.platform = new PlatformClient(
                settings.platform(), settings.credentials(), settings.timeout(), settings.clock(), listener);
        this.store = new TerminalStore(settings.folder());
        SharedKeyStore shared = new SharedKeyStore(settings.folder());
        VoucherKeys keys = new VoucherKeys(settings.terminal(), store, shared);
        this.purchases = new Purchases(settings.terminal(), platform, store, keys);
        this.recharges = new Recharges(settings, platform, store, shared, keys);
        this.registrations = new Registrations(settings.terminal(), platform, store, shared, keys);
        this.replacements = new Replacements(settings.terminal(), platform, store, keys);
    }

    /** The calls of the platform that need no folder: products, balances, look-ups. */
    public PlatformClient platform() {
        return platform;
    }

    /**
     * Makes a key for purchases that are to share one. Without it each purchase gets a key of its own, which is better:
     * a lost key then loses one purchase.
     *
     * @throws IllegalArgumentException if there is a key of this name
     */
    public TerminalPublicKey keygen(String name, KeyEncryption encryption) {
        TerminalPrivateKey key = TerminalPrivateKey.generate(encryption, References.check(name, "key name"));
        byte[] jwk = key.toJwkJson();
        try {
            if (!store.saveKey(name, jwk)) {
                throw new IllegalArgumentException("there is a key of the name " + name + " already");
            }
        } finally {
            Arrays.fill(jwk, (byte) 0);
        }
        return key.publicKey();
    }

    /**
     * Registers this terminal under its name, so that it shares a key per direction with the platform. The same
     * reference again finishes what was begun.
     *
     * @param encryption how the shared keys come to this terminal
     * @throws io.sealcharge.envelope.UnreadableEnvelopeException if they are not encrypted to the key that was sent
     */
    public Answer<RegisteredTerminal> register(String reference, KeyEncryption encryption) {
        return registrations.register(reference, encryption);
    }

    /**
     * Gets the next generation of the shared keys. Vouchers bought with an earlier one still open.
     *
     * @throws IllegalArgumentException if this terminal is not registered
     */
    public Answer<RegisteredTerminal> rotate(String reference, KeyEncryption encryption) {
        return registrations.rotate(reference, encryption);
    }

    /**
     * Has the platform take no shared key of this terminal any more.
     *
     * @return the platform's id of the terminal
     * @throws IllegalArgumentException if this terminal is not registered
     */
    public String revoke() {
        return registrations.revoke();
    }

    /**
     * Buys. The same order again gives the saved answer, or sends the saved bytes if there is none.
     *
     * @throws ReferenceTakenException if the reference stands for another order
     */
    public Answer<Purchase> buy(PurchaseOrder order) {
        return purchases.buy(order);
    }

    /** Sends the bytes of a purchase again, whether or not they were answered. */
    public Answer<Purchase> resendPurchase(String reference) {
        return purchases.send(reference);
    }

    /**
     * Opens the vouchers of a purchase with its key. Needs no network.
     *
     * @return the vouchers in the order of the purchase, which the caller closes
     * @throws io.sealcharge.envelope.UnreadableEnvelopeException if one is not encrypted to the key
     * @throws io.sealcharge.envelope.MalformedEnvelopeException if one is no voucher envelope
     */
    public List<VoucherSecret> open(String reference) {
        return purchases.open(reference);
    }

    /**
     * Opens the vouchers of a purchase and, if all open, tells the platform to erase its copies of their envelopes. It
     * does so by itself after a day. May be repeated.
     *
     * @return the receipt
     * @throws io.sealcharge.envelope.UnreadableEnvelopeException if a voucher does not open; nothing was sent
     */
    public Purchase acknowledge(String reference) {
        return purchases.acknowledge(reference);
    }

    /**
     * Gets a new voucher for one whose key was lost; the old one is blocked for ever and no money moves. The same order
     * again gives the saved answer, or sends the saved bytes if there is none.
     *
     * @throws ReferenceTakenException if the reference stands for another order
     */
    public Answer<Replacement> replace(ReplacementOrder order) {
        return replacements.replace(order);
    }

    /** Opens the voucher of a replacement, as {@link #open} those of a purchase. The caller closes it. */
    public VoucherSecret openReplacement(String reference) {
        return replacements.open(reference);
    }

    /**
     * Recharges a number. The same order again sends the same bytes, whatever the PIN given. Waits for a pending one as
     * the settings say; if it is still pending then, so is the answer, and the same order again tells more.
     *
     * @throws io.sealcharge.envelope.UntrustedKeyException if the key that came is not the platform's for this
     *     recharge; the PIN was not sent
     * @throws ReferenceTakenException if the reference stands for another number
     */
    public Answer<Recharge> recharge(RechargeOrder order, Pin pin) {
        return recharges.recharge(order, pin);
    }

    /**
     * The first half of a recharge: a one-time key of the platform, verified against the pins, and for this reference,
     * channel and terminal, and not expired.
     *
     * @throws io.sealcharge.envelope.UntrustedKeyException if it is not
     */
    public RechargeKey requestRecharge(String reference) {
        return recharges.requestKey(reference);
    }

    /**
     * A recharge envelope. Sends nothing.
     *
     * @param phoneNumber what the envelope binds the PIN to
     * @return JWE in compact form
     */
    public String seal(RechargeKey key, Pin pin, String phoneNumber, KeyEncryption encryption) {
        return Recharges.seal(key, pin, phoneNumber, encryption);
    }

    /**
     * The second half of a recharge.
     *
     * @param phoneNumber of the request; the platform refuses if the envelope says another
     * @throws ReferenceTakenException if the reference stands for other bytes
     */
    public Answer<Recharge> sendRecharge(String reference, String phoneNumber, String envelope) {
        return recharges.send(reference, phoneNumber, envelope);
    }

    /** Sends the bytes of a recharge again, whether or not they were answered. */
    public Answer<Recharge> resendRecharge(String reference) {
        return recharges.send(reference);
    }

    /** All acts in the folder, as far as this terminal knows them. */
    public List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        for (Act.Kind kind : Act.Kind.values()) {
            for (String reference : store.references(kind)) {
                store.act(kind, reference).ifPresent(acts::add);
            }
        }
        return List.copyOf(acts);
    }

    /**
     * What terminal and platform know of the purchase and the recharge of a reference, and this terminal of its other
     * acts; those that neither knows are left out.
     */
    public List<ActStatus> status(String reference) {
        List<ActStatus> found = new ArrayList<>();
        Optional<Act> purchase = store.act(Act.Kind.PURCHASE, reference);
        Optional<Purchase> purchased = platform.findPurchase(reference);
        if (purchase.isPresent() || purchased.isPresent()) {
            found.add(new ActStatus(purchase, purchased, Optional.empty()));
        }
        Optional<Act> recharge = store.act(Act.Kind.RECHARGE, reference);
        Optional<Recharge> recharged = platform.findRecharge(reference);
        if (recharge.isPresent() || recharged.isPresent()) {
            found.add(new ActStatus(recharge, Optional.empty(), recharged));
        }
        for (Act.Kind kind : List.of(Act.Kind.REGISTRATION, Act.Kind.ROTATION, Act.Kind.REPLACEMENT)) {
            store.act(kind, reference)
                    .map(act -> new ActStatus(Optional.of(act), Optional.empty(), Optional.empty()))
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /**
     * Sends the saved bytes of each act that has no answer, and saves the answers.
     *
     * @return those acts, each as it stands now; one that failed again tells why
     */
    public List<Act> resume() {
        return acts().stream()
                .filter(act -> act.state() == Act.State.UNANSWERED)
                .map(this::resume)
                .toList();
    }

    private Act resume(Act act) {
        try {
            boolean open = send(act.kind(), act.reference());
            return new Act(act.kind(), act.reference(), open ? Act.State.UNANSWERED : Act.State.DONE, null);
        } catch (ProblemException problem) {
            return new Act(act.kind(), act.reference(), stateAfter(problem), problem.getMessage());
        } catch (PlatformUnreachableException | UnexpectedAnswerException noAnswer) {
            return new Act(act.kind(), act.reference(), Act.State.UNANSWERED, noAnswer.getMessage());
        }
    }

    /** @return whether it is still open what becomes of it */
    private boolean send(Act.Kind kind, String reference) {
        switch (kind) {
            case PURCHASE -> purchases.send(reference);
            case RECHARGE -> {
                return recharges.send(reference).value().isPending();
            }
            case REGISTRATION, ROTATION -> registrations.finish(kind, reference);
            case REPLACEMENT -> replacements.send(reference);
        }
        return false;
    }

    private static Act.State stateAfter(ProblemException problem) {
        if (problem.isAnswerErased()) {
            return Act.State.DONE;
        }
        return problem.isFinal() ? Act.State.REFUSED : Act.State.UNANSWERED;
    }

    @Override
    public void close() {
        platform.close();
    }
}
