package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.RotateTerminal;
import java.util.UUID;

/** The body of rotateTerminal. */
public final class RotationBody {
    private static final BodyShape SHAPE =
            new BodyShape().with("reference", MemberRule.NAME).with("key", MemberRule::jwk);

    private RotationBody() {}

    /**
     * @param terminal from the path
     * @throws MalformedRequestException naming field and rule
     */
    public static RotateTerminal.Order decode(UUID terminal, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new RotateTerminal.Order(terminal, values.text("reference"), KeyRule.own(values));
    }
}
