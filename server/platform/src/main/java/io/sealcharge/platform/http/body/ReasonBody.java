package io.sealcharge.platform.http.body;

/** The body of acts that only need a reason: suspendChannel, liftBar, blockVoucher. */
public final class ReasonBody {
    private static final BodyShape SHAPE = new BodyShape().with("reason", MemberRule.TITLE);

    private ReasonBody() {}

    /**
     * @return the reason
     * @throws MalformedRequestException naming field and rule
     */
    public static String decode(byte[] body) {
        return SHAPE.read(body).text("reason");
    }
}
