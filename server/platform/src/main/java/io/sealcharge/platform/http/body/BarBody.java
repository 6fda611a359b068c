package io.sealcharge.platform.http.body;

/** The body of barTerminal. */
public record BarBody(String channel, String terminal, String reason) {
    private static final BodyShape SHAPE = new BodyShape()
            .with("channel", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("reason", MemberRule.TITLE);

    /** @throws MalformedRequestException naming field and rule */
    public static BarBody decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new BarBody(values.text("channel"), values.text("terminal"), values.text("reason"));
    }
}
