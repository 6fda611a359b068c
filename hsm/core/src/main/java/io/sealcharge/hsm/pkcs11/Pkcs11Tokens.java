package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.TokenDescription;
import java.util.List;
import java.util.function.Function;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** What is done with tokens before there is one to log in to; opens and finalises the module for each call. */
public final class Pkcs11Tokens {
    private static final int LABEL_CHARACTERS = 32;

    private Pkcs11Tokens() {}

    /**
     * Makes a token with the configured label in a free slot and sets both PINs.
     *
     * @param soPin of the security officer; the caller wipes it, as the user's
     * @throws HsmException REFUSED if a token has the label already, or no slot is free
     */
    public static void initialise(HsmConfig config, char[] soPin, char[] userPin) {
        if (config.tokenLabel().isBlank() || config.tokenLabel().length() > LABEL_CHARACTERS) {
            throw new HsmException(HsmFailure.REFUSED, "a token's label has 1 to 32 characters");
        }
        inModule(config, cryptoki -> {
            List<Slots.Found> all = Slots.all(cryptoki);
            if (all.stream()
                    .anyMatch(found -> found.initialised() && found.label().equals(config.tokenLabel()))) {
                throw new HsmException(HsmFailure.REFUSED, "a token is labelled " + config.tokenLabel() + " already");
            }
            Slots.Found free = all.stream()
                    .filter(found -> !found.initialised())
                    .findFirst()
                    .orElseThrow(() -> new HsmException(HsmFailure.REFUSED, "no slot has an uninitialised token"));
            cryptoki.initToken(free.slot(), soPin, config.tokenLabel());
            CkSession session = cryptoki.openSession(free.slot(), true);
            try {
                session.login(PKCS11Constants.CKU_SO, soPin);
                session.initPin(userPin);
                session.logout();
            } finally {
                session.close();
            }
            return free;
        });
    }

    /** All initialised tokens of the module. */
    public static List<TokenDescription> list(HsmConfig config) {
        return inModule(
                config,
                cryptoki -> Slots.all(cryptoki).stream()
                        .filter(Slots.Found::initialised)
                        .map(found -> found.describe(VendorProfile.forManufacturer(found.manufacturer())))
                        .toList());
    }

    private static <T> T inModule(HsmConfig config, Function<Cryptoki, T> work) {
        VendorProfile profile =
                VendorProfile.forLibrary(config.library().getFileName().toString());
        Cryptoki cryptoki = Cryptoki.load(config.library());
        try {
            cryptoki.initialise(profile, config.initArgs());
            return work.apply(cryptoki);
        } catch (CkException e) {
            throw Generation.failure(profile, e, null);
        } finally {
            cryptoki.finaliseQuietly();
            cryptoki.release();
        }
    }
}
