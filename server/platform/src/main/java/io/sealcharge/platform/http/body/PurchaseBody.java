package io.sealcharge.platform.http.body;

import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.CreatePurchase;

/** The body of createPurchase. */
public final class PurchaseBody {
    private static final BodyShape SHAPE = new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("product", MemberRule.NAME)
            .with("quantity", MemberRule.integer(1, 100))
            .with("key", MemberRule::jwk);

    private PurchaseBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static CreatePurchase.Order decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new CreatePurchase.Order(
                values.text("reference"),
                values.text("terminal"),
                values.text("product"),
                values.integer("quantity"),
                key(values));
    }

    private static TerminalPublicKey key(BodyShape.Values values) {
        try {
            return TerminalPublicKey.of(values.members("key"));
        } catch (MalformedEnvelopeException fault) {
            throw new MalformedRequestException("/key" + fault.field(), fault.rule());
        }
    }
}
