package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.admin.CreateBatch;
import java.time.Instant;

/** The body of createBatch. */
public final class BatchBody {
    private static final int MOST_VOUCHERS = 1_000_000;
    private static final BodyShape SHAPE = new BodyShape()
            .with("id", MemberRule.NAME)
            .with("product", MemberRule.NAME)
            .with("quantity", MemberRule.integer(1, MOST_VOUCHERS))
            .withOptional("expiresAt", TimeRule.TIME)
            .withOptional("reason", MemberRule.TITLE);

    private BatchBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static CreateBatch.Order decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new CreateBatch.Order(
                values.text("id"),
                values.text("product"),
                values.integer("quantity"),
                values.has("expiresAt") ? values.value("expiresAt", Instant.class) : null,
                values.has("reason") ? values.text("reason") : null);
    }
}
