package io.sealcharge.card.software;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardSession;
import io.sealcharge.card.protocol.Challenge;
import io.sealcharge.card.protocol.OperationDigest;
import org.jspecify.annotations.Nullable;

/** What the card forgets with its power and when it is selected. */
final class Transient {
    private boolean selected;
    private boolean pinVerified;
    private @Nullable Business business;
    private @Nullable Challenge challenge;
    private @Nullable OperationDigest pendingTransfer;
    private @Nullable CardSession personalisation;

    void powerOff() {
        select();
        selected = false;
    }

    void select() {
        selected = true;
        forgetOperation();
        pinVerified = false;
        endPersonalisation();
    }

    boolean isSelected() {
        return selected;
    }

    /** A challenge for this business; what was signed for another is void. */
    void initialize(Business forBusiness, Challenge fresh) {
        business = forBusiness;
        challenge = fresh;
        pendingTransfer = null;
    }

    /** The challenge drawn for this business; null if there is none, or one for another. */
    @Nullable
    Challenge challenge(Business forBusiness) {
        return business == forBusiness ? challenge : null;
    }

    void requestTransfer(OperationDigest digest) {
        pendingTransfer = digest;
    }

    boolean isRequested(OperationDigest digest) {
        return digest.equals(pendingTransfer);
    }

    void forgetOperation() {
        business = null;
        challenge = null;
        pendingTransfer = null;
    }

    boolean isPinVerified() {
        return pinVerified;
    }

    void setPinVerified(boolean verified) {
        pinVerified = verified;
    }

    @Nullable
    CardSession personalisation() {
        return personalisation;
    }

    void beginPersonalisation(CardSession session) {
        endPersonalisation();
        personalisation = session;
    }

    void endPersonalisation() {
        if (personalisation != null) {
            personalisation.close();
            personalisation = null;
        }
    }
}
