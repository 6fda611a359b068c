package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.ReplaceVoucher;
import java.util.UUID;
import java.util.regex.Pattern;

/** The body of replaceVoucher. */
public final class ReplacementBody {
    private static final BodyShape SHAPE = KeyRule.addTo(new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("serialNumber", MemberRule.text(Pattern.compile("[0-9]{8,32}"), "must be 8 to 32 digits")));

    private ReplacementBody() {}

    /**
     * @param purchase named by the path
     * @throws MalformedRequestException naming field and rule
     */
    public static ReplaceVoucher.Order decode(UUID purchase, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new ReplaceVoucher.Order(
                values.text("reference"),
                values.text("terminal"),
                purchase,
                values.text("serialNumber"),
                KeyRule.read(values));
    }
}
