package io.sealcharge.platform.http.body;

import io.sealcharge.platform.domain.AccountLimits;

/** The body of putChannelLimits. */
public final class LimitsBody {
    private static final long MAX_BALANCE_MINOR = 1_000_000_000_000_000L;
    private static final BodyShape SHAPE = new BodyShape()
            .with("creditLimitMinor", MemberRule.number(0, MAX_BALANCE_MINOR))
            .withOptional("orderCapMinor", MemberRule.number(1, MAX_BALANCE_MINOR))
            .withOptional("dayCapMinor", MemberRule.number(1, MAX_BALANCE_MINOR));

    private LimitsBody() {}

    /**
     * @param currency from the path
     * @throws MalformedRequestException naming field and rule
     */
    public static AccountLimits decode(String currency, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        return new AccountLimits(
                currency,
                values.number("creditLimitMinor"),
                values.numberIfAny("orderCapMinor"),
                values.numberIfAny("dayCapMinor"));
    }
}
