package io.sealcharge.platform.http.body;

/** The body of createRechargeRequest. */
public record RechargeRequestBody(String reference, String terminal) {
    private static final BodyShape SHAPE =
            new BodyShape().with("reference", MemberRule.NAME).with("terminal", MemberRule.NAME);

    /** @throws MalformedRequestException naming field and rule */
    public static RechargeRequestBody decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new RechargeRequestBody(values.text("reference"), values.text("terminal"));
    }
}
