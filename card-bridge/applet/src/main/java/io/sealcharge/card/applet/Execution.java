package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;

/**
 * EXECUTE: an operation that the issuer signed is checked, its result signed, and both written in one transaction. The order of the checks is part of
 * the protocol. The identical last operation is answered with the stored result before anything else is looked at.
 */
final class Execution {
    private final Card card;
    private final Administration administration;
    private final Operation operation = new Operation();

    Execution(Card card) {
        this.card = card;
        this.administration = new Administration(card);
    }

    /** @return the length of the answer */
    short process(byte[] data, short at, short end) {
        operation.read(data, at, end);
        card.digest(data, at, (short) (operation.end() - at));
        if (card.lastResult.isFor(card.digest, (short) 0)) {
            return card.lastResult.write(card.answer, (short) 0);
        }
        byte business = operation.business();
        card.lifeCycle.requireAllows(business);
        require(card.identity.isCard(data, operation.card()), StatusWords.CARD_ID);
        requireSignature(data, at);
        require(card.purse.isCounter(data, operation.counter()), StatusWords.COUNTER);
        card.purse.requireCounterFor(business);
        require(
                card.session.isFor(business) && card.session.isChallenge(data, operation.challenge()),
                StatusWords.CHALLENGE);
        require(
                !Business.isTransfer(business) || card.session.isRequested(card.digest, (short) 0),
                StatusWords.TRANSFER);
        require(!operation.hasCurrency() || card.identity.isCurrency(data, operation.currency()), StatusWords.CURRENCY);
        check(data, business);
        return apply(data, business);
    }

    private void requireSignature(byte[] data, short at) {
        byte business = operation.business();
        short slot = card.issuerKeys.find(data, operation.signingKey());
        require(slot != IssuerKeys.NOWHERE && maySign(IssuerKeys.roleOf(slot), business), StatusWords.KEY);
        byte[] domain = Business.movesValue(business) ? Domains.OPERATION : Domains.ADMINISTRATION;
        require(
                card.signatures.verify(
                        card.issuerKeys.key(slot),
                        domain,
                        data,
                        at,
                        (short) (operation.end() - at),
                        data,
                        operation.signature()),
                StatusWords.SIGNATURE);
    }

    private static boolean maySign(byte role, byte business) {
        if (Business.movesValue(business)) {
            return role == IssuerKeys.OPERATION;
        }
        return role == IssuerKeys.ADMIN || business == Business.BLOCK;
    }

    /** What is left to check; computes what will be written. */
    private void check(byte[] data, byte business) {
        card.purse.keepBalance();
        card.purse.keepWithoutPin();
        card.purse.countUp();
        if (!Business.movesValue(business)) {
            administration.check(operation, data);
            return;
        }
        card.purse.requireUnderCaps(business, data, operation.amount());
        if (Business.isDebit(business)) {
            card.purse.requirePinFor(data, operation.amount(), card.pin.isVerified());
            card.purse.requireBalanceFor(data, operation.amount());
        }
    }

    private short apply(byte[] data, byte business) {
        short signatureAt = writeResult(data);
        short end = signResult(signatureAt);
        JCSystem.beginTransaction();
        card.purse.apply();
        if (!Business.movesValue(business)) {
            administration.apply(operation, data);
        }
        card.lastResult.store(card.answer, (short) 0, card.answer, (short) (signatureAt + Operation.HEADER));
        JCSystem.commitTransaction();
        card.session.clear();
        if (Business.isDebit(business) || business == Business.RESET_PIN) {
            card.pin.forgetVerified();
        }
        return end;
    }

    /** @return where the signature's field goes */
    private short writeResult(byte[] data) {
        byte[] answer = card.answer;
        short next = Tlv.header(answer, (short) 0, Tags.RESULT, (short) (LastResult.RESULT_LENGTH - Operation.HEADER));
        next = Tlv.put(answer, next, Tags.OPERATION_ID, data, operation.id(), LastResult.OPERATION_ID_LENGTH);
        next = Tlv.put(answer, next, Tags.DIGEST, card.digest, (short) 0, Session.DIGEST_LENGTH);
        next = Tlv.put(answer, next, Tags.CARD_ID, card.identity.id, (short) 0, Identity.ID_LENGTH);
        next = Tlv.put(answer, next, Tags.BALANCE_BEFORE, card.purse.balance, (short) 0, Unsigned.AMOUNT_LENGTH);
        next = Tlv.put(answer, next, Tags.BALANCE_AFTER, card.purse.nextBalance, (short) 0, Unsigned.AMOUNT_LENGTH);
        next = Tlv.put(answer, next, Tags.COUNTER, card.purse.nextCounter, (short) 0, Purse.COUNTER_LENGTH);
        return Tlv.put(answer, next, Tags.SIGNING_KEY, data, operation.signingKey(), IssuerKeys.NAME_LENGTH);
    }

    private short signResult(short length) {
        short signature = Tlv.header(card.answer, length, Tags.SIGNATURE, Signatures.LENGTH);
        return card.signatures.sign(
                card.key.privateKey(), Domains.RESULT, card.answer, (short) 0, length, card.answer, signature);
    }

    private static void require(boolean right, short otherwise) {
        if (!right) {
            ISOException.throwIt(otherwise);
        }
    }
}
