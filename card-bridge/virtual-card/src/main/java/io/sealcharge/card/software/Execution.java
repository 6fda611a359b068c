package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;

/** EXECUTE: the checks in their order, then the signed result and one write. */
final class Execution {
    private final CardMemory memory;
    private final Transient session;
    private final CardCrypto crypto;
    private final OwnSignature own;

    Execution(CardMemory memory, Transient session, CardCrypto crypto, OwnSignature own) {
        this.memory = memory;
        this.session = session;
        this.crypto = crypto;
        this.own = own;
    }

    byte[] execute(byte[] data) {
        Signed<Operation> signed = Signed.operation(data);
        Operation operation = signed.statement();
        byte[] encoded = operation.encode();
        OperationDigest digest = OperationDigest.of(encoded);
        CardRecord card = memory.read();
        LastOperation last = card.purse().last();
        if (last != null && last.digest().equals(digest)) {
            return last.signedResult();
        }
        requireIssuer(card, signed, encoded);
        requireFresh(card.purse(), operation, digest);
        CardRecord next = effect(card, operation);
        return apply(card, next, operation, digest);
    }

    private void requireIssuer(CardRecord card, Signed<Operation> signed, byte[] encoded) {
        Operation operation = signed.statement();
        Business business = operation.business();
        unless(business.isAllowedIn(card.state()), StatusWord.NOT_IN_THIS_STATE);
        unless(operation.cardId().equals(card.personal().cardId()), StatusWord.OTHER_CARD);
        unless(business.maySign(operation.signingKey().role()), StatusWord.KEY_NOT_USABLE);
        IssuerKey key = card.issuerKeys()
                .find(operation.signingKey())
                .orElseThrow(() -> new RefusedException(StatusWord.KEY_NOT_USABLE));
        byte[] input = operation.domain().signingInput(encoded);
        unless(crypto.verify(key, input, signed.signature()), StatusWord.WRONG_SIGNATURE);
    }

    private void requireFresh(Purse purse, Operation operation, OperationDigest digest) {
        Business business = operation.business();
        unless(operation.counter() == purse.counter(), StatusWord.OTHER_COUNTER);
        unless(business.isAllowedAt(purse.counter()), StatusWord.COUNTER_EXHAUSTED);
        unless(operation.challenge().equals(session.challenge(business)), StatusWord.OTHER_CHALLENGE);
        unless(!business.isTransfer() || session.isRequested(digest), StatusWord.TRANSFER_NOT_REQUESTED);
    }

    /** The card as the operation makes it, but for counter and result. */
    private CardRecord effect(CardRecord card, Operation operation) {
        return switch (operation.content()) {
            case ValueMove move -> {
                requireCurrency(card, move.currency());
                MoneyChecks.check(card.purse(), session.isPinVerified(), move.business(), move.amountMinor());
                yield card.withPurse(moved(card.purse(), move));
            }
            case NewLimits limits -> {
                requireCurrency(card, limits.currency());
                yield card.withPurse(card.purse().withLimits(limits.limits()));
            }
            case AddIssuerKey add -> Administration.add(card, add.key());
            case RetireIssuerKey retire -> Administration.retire(card, retire.key());
            case Bare bare -> Administration.bare(card, bare.business());
        };
    }

    private static void requireCurrency(CardRecord card, CurrencyNumber currency) {
        unless(currency.equals(card.personal().currency()), StatusWord.OTHER_CURRENCY);
    }

    private Purse moved(Purse purse, ValueMove move) {
        if (move.business().isCredit()) {
            return purse.withBalance(purse.balanceMinor() + move.amountMinor());
        }
        Purse debited = purse.withBalance(purse.balanceMinor() - move.amountMinor());
        return session.isPinVerified()
                ? debited
                : debited.withDebitedWithoutPin(purse.debitedWithoutPinMinor() + move.amountMinor());
    }

    private byte[] apply(CardRecord card, CardRecord next, Operation operation, OperationDigest digest) {
        OperationResult result = new OperationResult(
                operation.id(),
                digest,
                operation.cardId(),
                card.purse().balanceMinor(),
                next.purse().balanceMinor(),
                operation.counter() + 1,
                operation.signingKey());
        byte[] answer = new Signed<>(result, own.sign(result.signingInput())).encode();
        LastOperation last = new LastOperation(operation.id(), digest, answer);
        memory.write(next.withPurse(next.purse().applied(last)));
        session.forgetOperation();
        if (operation.business().isDebit()) {
            session.setPinVerified(false);
        }
        return answer;
    }
}
