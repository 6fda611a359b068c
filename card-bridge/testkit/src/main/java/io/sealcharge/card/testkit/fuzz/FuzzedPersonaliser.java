package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PersonalisationStep;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TlvWriter;
import io.sealcharge.card.testkit.TestIssuer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A personalisation whose steps come in any order, their data spoilt before its MAC is made, or after that. */
final class FuzzedPersonaliser {
    private static final List<PersonalisationStep> STEPS = List.of(PersonalisationStep.values());
    private static final List<IssuerRole> ROLES = List.of(IssuerRole.values());
    private static final Nonce NONCE = new Nonce(new byte[Nonce.LENGTH]);
    private static final int NONCE_TAG = 0x8F;
    private static final int PUBLIC_KEY_TAG = 0x9B;
    private static final int GENERATOR_TAG = 0x9C;
    private static final int PRIVATE_KEY_TAG = 0xC0;
    private static final byte[] NOTHING = {};
    /** So that the MAC still fits a short APDU, or padding and MAC. */
    private static final int LONGEST_PLAIN = 237;

    private static final int LONGEST_ENCRYPTED = 220;

    private final SerialNumber serial;
    private @Nullable PlatformSession session;
    private CardPublicKey key;

    FuzzedPersonaliser(SerialNumber serial) {
        this.serial = serial;
        try (DerivedCardKey derived = derivedKey()) {
            this.key = derived.publicKey();
        }
    }

    private DerivedCardKey derivedKey() {
        return TestIssuer.derivedKey(serial.toString());
    }

    /** The next step, which is the first while no session is open. */
    ResponseApdu step(Witness card, FuzzBytes input) {
        PersonalisationStep step = input.oneOf(STEPS);
        PlatformSession open = session;
        if (open == null || step == PersonalisationStep.BEGIN) {
            return begin(card, input);
        }
        byte[] data = input.spoilt(good(step, input));
        CommandApdu command = step == PersonalisationStep.STORE_CARD_KEY
                ? open.sendEncrypted(cut(data, LONGEST_ENCRYPTED))
                : open.send(step, cut(data, LONGEST_PLAIN));
        ResponseApdu answer = card.send(input.spoilt(command.encode()));
        if (answer.isDone()) {
            keepKey(open, step, answer);
        }
        return answer;
    }

    private static byte[] cut(byte[] data, int longest) {
        return Arrays.copyOf(data, Math.min(data.length, longest));
    }

    private ResponseApdu begin(Witness card, FuzzBytes input) {
        CommandApdu command = PlatformSession.begin(NONCE);
        byte[] sent = input.spoilt(command.encode());
        ResponseApdu answer = card.send(sent);
        session = null;
        if (answer.isDone() && Arrays.equals(CommandApdu.decode(sent).data(), command.data())) {
            session = PlatformSession.open(TestIssuer.transportKey(serial), serial, NONCE, answer);
        }
        return answer;
    }

    private byte[] good(PersonalisationStep step, FuzzBytes input) {
        return switch (step) {
            case STORE_PARAMETERS -> TestIssuer.parameters(Beginning.ID).encode();
            case STORE_ISSUER_KEY -> TestIssuer.issuerKey(input.oneOf(ROLES), 1).encode();
            case STORE_CARD_KEY -> {
                try (DerivedCardKey derived = derivedKey()) {
                    yield new TlvWriter()
                            .put(PRIVATE_KEY_TAG, derived.privateKey())
                            .put(PUBLIC_KEY_TAG, derived.publicKey().point())
                            .put(GENERATOR_TAG, derived.publicKey().generator())
                            .bytes();
                }
            }
            case PROVE_POSSESSION -> new TlvWriter().put(NONCE_TAG, NONCE).bytes();
            case STORE_CERTIFICATE -> TestIssuer.certify(Beginning.ID, key).encode();
            case BEGIN, MAKE_CARD_KEY, LOCK -> NOTHING;
        };
    }

    private void keepKey(PlatformSession open, PersonalisationStep step, ResponseApdu answer) {
        if (step == PersonalisationStep.MAKE_CARD_KEY) {
            key = CardPublicKey.certified(open.cardKey(answer));
        } else if (step == PersonalisationStep.STORE_CARD_KEY) {
            try (DerivedCardKey derived = derivedKey()) {
                key = derived.publicKey();
            }
        }
    }
}
