package io.sealcharge.platform.http.body;

import io.sealcharge.platform.domain.Money;

/** The body of grantCredit. */
public record CreditBody(String reference, Money amount) {
    private static final BodyShape SHAPE = new BodyShape()
            .with("reference", MemberRule.NAME)
            .with("amountMinor", MemberRule.number(1, 1_000_000_000_000_000L))
            .with("currency", CurrencyRule.CODE);

    /** @throws MalformedRequestException naming field and rule */
    public static CreditBody decode(byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        String currency = CurrencyRule.check(values.text("currency"), "/currency");
        return new CreditBody(values.text("reference"), new Money(values.number("amountMinor"), currency));
    }
}
