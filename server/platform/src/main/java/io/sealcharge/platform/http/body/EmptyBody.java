package io.sealcharge.platform.http.body;

/** The body of acts of which the path says all, {@code {}}: acknowledgePurchase. */
public final class EmptyBody {
    private static final BodyShape SHAPE = new BodyShape();

    private EmptyBody() {}

    /** @throws MalformedRequestException naming field and rule */
    public static void check(byte[] body) {
        SHAPE.read(body);
    }
}
