package io.sealcharge.platform.http.body;

import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductListing;
import io.sealcharge.platform.domain.ProductSource;

/** The body of putProduct. */
public final class ProductBody {
    private static final long MAX_AMOUNT_MINOR = 1_000_000_000_000L;
    private static final BodyShape SHAPE = new BodyShape()
            .with("name", MemberRule.TITLE)
            .with("active", MemberRule.FLAG)
            .with("source", MemberRule.choice(ProductSource.MINTED.label(), ProductSource.STOCK.label()))
            .with("faceValueMinor", MemberRule.number(1, MAX_AMOUNT_MINOR))
            .with("priceMinor", MemberRule.number(0, MAX_AMOUNT_MINOR))
            .with("currency", CurrencyRule.CODE)
            .with("pinLength", MemberRule.integer(12, 32))
            .with("pinCheckDigit", MemberRule.FLAG)
            .with("serialLength", MemberRule.integer(12, 32))
            .with("validityDays", MemberRule.integer(1, 36_500));

    private ProductBody() {}

    /**
     * @param id of the product, from the path
     * @throws MalformedRequestException naming field and rule
     */
    public static ProductListing decode(String id, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        String currency = CurrencyRule.check(values.text("currency"), "/currency");
        return new ProductListing(
                new Product(
                        id,
                        values.text("name"),
                        new Money(values.number("faceValueMinor"), currency),
                        new Money(values.number("priceMinor"), currency),
                        new PinFormat(values.integer("pinLength"), values.flag("pinCheckDigit")),
                        values.integer("serialLength"),
                        values.integer("validityDays"),
                        ProductSource.ofLabel(values.text("source"))),
                values.flag("active"));
    }
}
