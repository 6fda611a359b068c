package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.RegisterTerminal;

/** The body of registerTerminal. */
public final class TerminalBody {
    private static final BodyShape SHAPE = new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("key", MemberRule::jwk);

    private TerminalBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static RegisterTerminal.Order decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new RegisterTerminal.Order(values.text("reference"), values.text("terminal"), KeyRule.own(values));
    }
}
