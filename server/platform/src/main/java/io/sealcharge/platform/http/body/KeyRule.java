package io.sealcharge.platform.http.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealcharge.envelope.FieldPointer;
import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.KeyOrder;
import io.sealcharge.platform.domain.TerminalKid;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The key that vouchers are sealed to: {@code key}, a public JWK of the terminal's own, or {@code terminalKey}, the name
 * of a key that it shares and how that is to be used.
 */
final class KeyRule {
    static final String KID = "must be a terminal's id, a dot and a generation, as its registration was answered";
    static final String ALG = "must be A256KW or dir";

    private static final String OWN = "key";
    private static final String SHARED = "terminalKey";

    private KeyRule() {}

    /** Adds both members to a body, of which one must be there. */
    static BodyShape addTo(BodyShape shape) {
        return shape.withEither(OWN, MemberRule::jwk, SHARED, KeyRule::shared);
    }

    /** @throws MalformedRequestException naming the part of a key that breaks a rule */
    static KeyOrder read(BodyShape.Values values) {
        return values.has(SHARED) ? values.value(SHARED, KeyOrder.Shared.class) : new KeyOrder.Own(own(values));
    }

    /** @throws MalformedRequestException naming the part of the key that breaks a rule */
    static TerminalPublicKey own(BodyShape.Values values) {
        try {
            return TerminalPublicKey.of(values.members(OWN));
        } catch (MalformedEnvelopeException fault) {
            throw new MalformedRequestException("/" + OWN + fault.field(), fault.rule());
        }
    }

    private static Object shared(JsonParser parser, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedRequestException(pointer, "must be a JSON object of kid and alg");
        }
        TerminalKid kid = null;
        SymmetricEncryption encryption = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String member = FieldPointer.to(pointer, name);
            parser.nextToken();
            switch (name) {
                case "kid" -> kid = once(kid, kid(parser, member), member);
                case "alg" -> encryption = once(encryption, alg(parser, member), member);
                default -> throw new MalformedRequestException(member, BodyShape.UNKNOWN);
            }
        }
        if (kid == null || encryption == null) {
            throw new MalformedRequestException(pointer + (kid == null ? "/kid" : "/alg"), BodyShape.REQUIRED);
        }
        return new KeyOrder.Shared(kid, encryption);
    }

    private static <T> T once(@Nullable T before, T value, String pointer) {
        if (before != null) {
            throw new MalformedRequestException(pointer, BodyShape.TWICE);
        }
        return value;
    }

    static TerminalKid kid(JsonParser parser, String pointer) throws IOException {
        return TerminalKid.parse(MemberRule.string(parser, pointer))
                .orElseThrow(() -> new MalformedRequestException(pointer, KID));
    }

    private static SymmetricEncryption alg(JsonParser parser, String pointer) throws IOException {
        return SymmetricEncryption.of(MemberRule.string(parser, pointer))
                .orElseThrow(() -> new MalformedRequestException(pointer, ALG));
    }
}
