package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_TOKEN_INFO;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.TokenDescription;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** The module's tokens. Slot numbers move from one initialisation to the next, so tokens are found by what they say. */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    private Slots() {}

    /** A slot and the token in it. */
    record Found(long slot, CK_TOKEN_INFO info) {
        String label() {
            return text(info.label);
        }

        String serialNumber() {
            return text(info.serialNumber);
        }

        String manufacturer() {
            return text(info.manufacturerID);
        }

        boolean initialised() {
            return (info.flags & PKCS11Constants.CKF_TOKEN_INITIALIZED) != 0;
        }

        /** Sessions that the token allows; {@link Integer#MAX_VALUE} if it sets no limit or does not tell. */
        int mostSessions() {
            long most = info.ulMaxSessionCount;
            boolean unlimited = most == PKCS11Constants.CK_EFFECTIVELY_INFINITE || most < 0 || most > Integer.MAX_VALUE;
            return unlimited ? Integer.MAX_VALUE : (int) most;
        }

        TokenDescription describe(VendorProfile profile) {
            return new TokenDescription(label(), serialNumber(), manufacturer(), text(info.model), profile.name());
        }

        private static String text(char[] padded) {
            return new String(padded).replace('\0', ' ').strip();
        }
    }

    static List<Found> all(Cryptoki cryptoki) {
        List<Found> found = new ArrayList<>();
        for (long slot : cryptoki.slots()) {
            try {
                found.add(new Found(slot, cryptoki.token(slot)));
            } catch (CkException e) {
                log.debug("slot {}: {}", slot, e.getMessage());
            }
        }
        return found;
    }

    /** @throws HsmException UNAVAILABLE if the configured token is not there, REFUSED if there are several */
    static Found find(Cryptoki cryptoki, HsmConfig config) {
        List<Found> matching = all(cryptoki).stream()
                .filter(Found::initialised)
                .filter(found -> found.label().equals(config.tokenLabel()))
                .filter(found ->
                        config.tokenSerial() == null || found.serialNumber().equals(config.tokenSerial()))
                .toList();
        if (matching.isEmpty()) {
            String serial = config.tokenSerial() == null ? "" : " and serial number " + config.tokenSerial();
            throw new HsmException(HsmFailure.UNAVAILABLE, "no token has the label " + config.tokenLabel() + serial);
        }
        if (matching.size() > 1) {
            throw new HsmException(
                    HsmFailure.REFUSED,
                    matching.size() + " tokens have the label " + config.tokenLabel() + ": name the serial number");
        }
        return matching.getFirst();
    }
}
