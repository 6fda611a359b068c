package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.CreatePurchase;

/** The body of createPurchase. */
public final class PurchaseBody {
    private static final BodyShape SHAPE = KeyRule.addTo(new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("product", MemberRule.NAME)
            .with("quantity", MemberRule.integer(1, 100)));

    private PurchaseBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static CreatePurchase.Order decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new CreatePurchase.Order(
                values.text("reference"),
                values.text("terminal"),
                values.text("product"),
                values.integer("quantity"),
                KeyRule.read(values));
    }
}
