package io.sealcharge.platform.http.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealcharge.envelope.FieldPointer;
import io.sealcharge.platform.app.CreateRechargeRequest;
import io.sealcharge.platform.domain.TerminalKid;
import java.io.IOException;

/** The body of createRechargeRequest. */
public final class RechargeRequestBody {
    private static final String SHARED = "terminalKey";
    private static final String KID = "kid";

    private static final BodyShape SHAPE = new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .withOptional(SHARED, RechargeRequestBody::named);

    private RechargeRequestBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static CreateRechargeRequest.Order decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new CreateRechargeRequest.Order(
                values.text("reference"),
                values.text("terminal"),
                values.has(SHARED) ? values.value(SHARED, TerminalKid.class) : null);
    }

    /** Only the name: how the key is used, the envelope's header says. */
    private static Object named(JsonParser parser, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedRequestException(pointer, "must be a JSON object of kid");
        }
        TerminalKid kid = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String member = FieldPointer.to(pointer, name);
            parser.nextToken();
            if (!name.equals(KID)) {
                throw new MalformedRequestException(member, BodyShape.UNKNOWN);
            }
            TerminalKid read = KeyRule.kid(parser, member);
            if (kid != null) {
                throw new MalformedRequestException(member, BodyShape.TWICE);
            }
            kid = read;
        }
        if (kid == null) {
            throw new MalformedRequestException(FieldPointer.to(pointer, KID), BodyShape.REQUIRED);
        }
        return kid;
    }
}
