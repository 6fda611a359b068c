package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sealcharge.platform.app.ChannelStore.RegisteredChannel;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class CatalogueImportTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static CatalogueImport catalogue;
    private static PgChannelStore channels;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        catalogue = new CatalogueImport(DB.database());
        channels = new PgChannelStore(DB.database());
    }

    @AfterEach
    void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }

    @Test
    void appliedAgainItChangesNothing() {
        Catalogue twice = new Catalogue(List.of(Shop.PAR), List.of(Shop.channel("twice", 5_000)));
        await(catalogue.apply(twice));
        await(catalogue.apply(twice));

        assertThat(credit("twice")).isEqualTo(5_000);
        assertThat(DB.number("SELECT count(*) FROM credit_grant WHERE channel_id = 'twice'"))
                .isOne();
    }

    @Test
    void aFurtherCreditIsAddedAndAChangedOneIsRefused() {
        await(catalogue.apply(credits(credit("one", money(100)))));
        await(catalogue.apply(credits(credit("one", money(100)), credit("two", money(50)))));
        assertThat(credit("paying")).isEqualTo(150);

        assertThatThrownBy(() -> await(catalogue.apply(credits(credit("three", money(1)), credit("one", money(99))))))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("channel paying, credit one: posted before as 100 XTS");
        assertThat(credit("paying"))
                .as("nothing of a refused catalogue is applied")
                .isEqualTo(150);

        assertThatThrownBy(() -> await(catalogue.apply(credits(credit("zero", money(0))))))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("more than 0");
    }

    @Test
    void nodesThatStartTogetherGrantOnce() {
        Database second = DB.anotherNode();
        Catalogue both = new Catalogue(List.of(Shop.PAR), List.of(Shop.channel("both", 700)));
        var first = catalogue.apply(both);
        await(new CatalogueImport(second).apply(both));
        await(first);

        assertThat(credit("both")).isEqualTo(700);
        await(second.close());
    }

    @Test
    void aPriceMayChangeAndAFaceValueThatWasSoldMayNot() {
        await(catalogue.apply(products(product(1_000, 900))));
        await(catalogue.apply(products(product(2_000, 1_900))));
        shop.sell(Shop.CHANNEL, "sold-at-2000", product(2_000, 1_900), 1);

        await(catalogue.apply(products(product(2_000, 1_800))));
        assertThat(shop.offer(Shop.CHANNEL, "changing").map(Offer::product))
                .map(Product::price)
                .contains(money(1_800));
        assertThatThrownBy(() -> await(catalogue.apply(products(product(3_000, 1_800)))))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("product changing has vouchers of another face value")
                .hasMessageContaining("new id");
    }

    @Test
    void aChannelsKeysBecomeThoseOfTheCatalogue() throws Exception {
        ECKey old = key();
        ECKey fresh = key();
        await(catalogue.apply(channel("keys", Set.of(Scope.VOUCHERS_BUY), old)));
        await(catalogue.apply(channel("keys", Set.of(Scope.VOUCHERS_READ, Scope.PRODUCTS_READ), old, fresh)));
        await(catalogue.apply(channel("keys", Set.of(Scope.VOUCHERS_READ, Scope.PRODUCTS_READ), fresh)));

        RegisteredChannel registered = await(channels.find("keys")).orElseThrow();

        assertThat(registered.channel())
                .isEqualTo(new Channel("keys", "keys", true, Set.of(Scope.VOUCHERS_READ, Scope.PRODUCTS_READ)));
        assertThat(JWKSet.parse(registered.jwkSet()).getKeys()).containsExactly(fresh.toPublicJWK());
    }

    @Test
    void aPrivateKeyOrNoKeyInTheCatalogueIsRefusedWithoutBeingRepeated() throws Exception {
        ECKey key = key();
        assertThatThrownBy(() -> await(catalogue.apply(new Catalogue(
                        List.of(),
                        List.of(new Catalogue.ChannelEntry(
                                "leaky", "leaky", Set.of(), List.of(key.toJSONString()), List.of()))))))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("private key")
                .hasMessageNotContaining(key.getD().toString());
        assertThatThrownBy(() -> await(catalogue.apply(new Catalogue(
                        List.of(),
                        List.of(new Catalogue.ChannelEntry(
                                "leaky", "leaky", Set.of(), List.of("{\"kty\":\"EC\"}"), List.of()))))))
                .isInstanceOf(CatalogueException.class);
        assertThat(await(channels.find("leaky"))).isEmpty();
    }

    @Test
    void aSuspendedChannelStaysSuspended() {
        await(catalogue.apply(new Catalogue(List.of(), List.of(Shop.channel("suspended", 1)))));
        DB.execute("UPDATE channel SET active = false WHERE id = 'suspended'");

        await(catalogue.apply(new Catalogue(List.of(), List.of(Shop.channel("suspended", 1)))));

        assertThat(await(channels.find("suspended")).orElseThrow().channel().active())
                .isFalse();
    }

    private static Product product(long faceValue, long price) {
        return new Product("changing", "Changing", money(faceValue), money(price), new PinFormat(18, true), 16, 365);
    }

    private static Catalogue products(Product... products) {
        return new Catalogue(List.of(products), List.of());
    }

    private static Catalogue.Credit credit(String reference, Money amount) {
        return new Catalogue.Credit(reference, amount);
    }

    private static Catalogue credits(Catalogue.Credit... credits) {
        return new Catalogue(
                List.of(),
                List.of(new Catalogue.ChannelEntry("paying", "paying", Set.of(), List.of(), List.of(credits))));
    }

    private static Catalogue channel(String id, Set<Scope> scopes, ECKey... keys) {
        List<String> jwks = java.util.Arrays.stream(keys)
                .map(key -> key.toPublicJWK().toJSONString())
                .toList();
        return new Catalogue(List.of(), List.of(new Catalogue.ChannelEntry(id, id, scopes, jwks, List.of())));
    }

    private static ECKey key() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).generate();
    }

    private static long credit(String channel) {
        return DB.number("SELECT balance_minor FROM account WHERE owner = '" + channel + "'");
    }
}
