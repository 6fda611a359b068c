package io.sealcharge.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTest {
    @TempDir
    Path folder;

    @Test
    void productsAndChannelsAreReadWithTheirDefaults() throws IOException {
        Catalogue catalogue = read("""
                products:
                  - {id: demo-50, name: Recharge 50, faceValueMinor: 5000, priceMinor: 4900, currency: CNY}
                  - {id: long, name: Long, faceValueMinor: 1, priceMinor: 0, currency: EUR, serialLength: 17,
                     pin: {length: 19, checkDigit: true}, validityDays: 30, source: stock}
                channels:
                  - id: demo
                    name: Demo channel
                    scopes: [vouchers:buy, products:read]
                    keys: [{kty: EC, crv: P-256, x: "1", y: "2"}]
                    credits: [{reference: start, amountMinor: 100000, currency: CNY}]
                """);

        assertThat(catalogue.products())
                .containsExactly(
                        new Product(
                                "demo-50",
                                "Recharge 50",
                                new Money(5000, "CNY"),
                                new Money(4900, "CNY"),
                                new PinFormat(18, false),
                                16,
                                365),
                        new Product(
                                "long",
                                "Long",
                                new Money(1, "EUR"),
                                new Money(0, "EUR"),
                                new PinFormat(19, true),
                                17,
                                30,
                                ProductSource.STOCK));
        Catalogue.ChannelEntry channel = catalogue.channels().getFirst();
        assertThat(channel.scopes()).containsExactlyInAnyOrder(Scope.VOUCHERS_BUY, Scope.PRODUCTS_READ);
        assertThat(new JsonObject(channel.keys().getFirst()))
                .isEqualTo(JsonObject.of("kty", "EC", "crv", "P-256", "x", "1", "y", "2"));
        assertThat(channel.credits()).containsExactly(new Catalogue.Credit("start", new Money(100_000, "CNY")));
    }

    @Test
    void allThatIsWrongIsListedWithItsPlace() {
        assertThatThrownBy(() -> read("""
                                products:
                                  - {id: "a b", name: A, faceValueMinor: 0, priceMinor: -1, currency: CNX, colour: red}
                                  - {id: p, name: P, faceValueMinor: 1, currency: EUR, pin: {length: 4}}
                                  - {id: p, name: P, faceValueMinor: 1, priceMinor: 1, currency: EUR}
                                channels:
                                  - {id: c, name: C, scopes: [vouchers:steal], keys: key, credits: [5]}
                                """)).hasMessage("""
                        catalogue.yaml products[0].currency: is no currency of ISO 4217: CNX
                        catalogue.yaml products[0].id: expected 1 to 64 letters, digits, dots, underscores, colons or dashes, got other text
                        catalogue.yaml products[0].faceValueMinor: expected a whole number from 1 to 1000000000000, got 0
                        catalogue.yaml products[0].priceMinor: expected a whole number from 0 to 1000000000000, got -1
                        catalogue.yaml products[0].colour: unknown setting; known here: currency, pin, id, name, faceValueMinor, priceMinor, serialLength, validityDays, source
                        catalogue.yaml products[1].priceMinor: is missing
                        catalogue.yaml products[1].pin.length: expected a whole number from 12 to 32, got 4
                        catalogue.yaml products[2].id: is the id of another product, too
                        catalogue.yaml channels[0].scopes[0]: expected one of products:read, vouchers:buy, vouchers:read, vouchers:recharge, subscribers:read, terminals:manage, account:read
                        catalogue.yaml channels[0].keys: expected a list, got other text
                        catalogue.yaml channels[0].credits[0]: expected a section, got a number""");
    }

    private Catalogue read(String yaml) throws IOException {
        return CatalogueFile.read(Files.writeString(folder.resolve("catalogue.yaml"), yaml));
    }
}
