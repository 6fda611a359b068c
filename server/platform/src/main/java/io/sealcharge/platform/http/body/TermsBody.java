package io.sealcharge.platform.http.body;

import io.sealcharge.platform.domain.ChannelTerms;

/** The body of putChannelProduct. */
public final class TermsBody {
    private static final long MAX_AMOUNT_MINOR = 1_000_000_000_000L;
    private static final BodyShape SHAPE = new BodyShape()
            .withOptional("priceMinor", MemberRule.number(0, MAX_AMOUNT_MINOR))
            .withOptional("commissionMinor", MemberRule.number(0, MAX_AMOUNT_MINOR));

    private TermsBody() {}

    /**
     * @param product from the path
     * @throws MalformedRequestException naming field and rule
     */
    public static ChannelTerms decode(String product, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        Long commission = values.numberIfAny("commissionMinor");
        return new ChannelTerms(product, values.numberIfAny("priceMinor"), commission == null ? 0 : commission);
    }
}
