package io.sealcharge.platform.http.body;

import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.platform.app.CreateRecharge;
import java.util.regex.Pattern;

/** The body of createRecharge. */
public final class RechargeBody {
    private static final BodyShape SHAPE = new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("terminal", MemberRule.NAME)
            .with("phoneNumber", MemberRule.text(Pattern.compile(PhoneNumberRule.PATTERN), PhoneNumberRule.FORM))
            .with("envelope", MemberRule.text(1, 4096));

    private RechargeBody() {}

    /**
     * @throws MalformedRequestException naming field and rule
     * @throws MalformedEnvelopeException naming part of the envelope and rule
     */
    public static CreateRecharge.Command decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        String phoneNumber = values.text("phoneNumber");
        PhoneNumberRule.check(phoneNumber, "/phoneNumber");
        String envelope = values.text("envelope");
        return new CreateRecharge.Command(
                values.text("reference"),
                values.text("terminal"),
                phoneNumber,
                RechargeEnvelope.parse(envelope),
                envelope);
    }
}
