package io.sealcharge.platform.config;

import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The operator's catalogue, a YAML file read as strictly as the configuration.
 *
 * <pre>{@code
 * products: [{id, name, faceValueMinor, priceMinor, currency, pin: {length: 18, checkDigit: false}, serialLength: 16,
 *             validityDays: 365, source: minted}]
 * channels: [{id, name, scopes: [vouchers:buy, …], keys: [JWK, …], credits: [{reference, amountMinor, currency}],
 *             allProducts: true, terms: [{product, priceMinor, commissionMinor}],
 *             limits: [{currency, creditLimitMinor, orderCapMinor, dayCapMinor}]}]
 * operators: [{id, name, scopes: [admin:catalogue, …], keys: [JWK, …]}]
 * }</pre>
 */
public final class CatalogueFile {
    private static final long MAX_AMOUNT_MINOR = 1_000_000_000_000L;
    private static final long MAX_BALANCE_MINOR = 1_000 * MAX_AMOUNT_MINOR;

    private final Set<String> ids = new HashSet<>();

    private CatalogueFile() {}

    /** @throws ConfigurationException with all that is wrong, paths starting with the file's name */
    public static Catalogue read(Path file) {
        List<Problem> problems = new ArrayList<>();
        try {
            Catalogue catalogue = bind(StrictYaml.parse(Files.readString(file)), problems);
            if (problems.isEmpty()) {
                return catalogue;
            }
        } catch (IOException | YAMLException | IllegalArgumentException unreadable) {
            problems.add(new Problem("", "cannot be read: " + unreadable.getMessage()));
        }
        throw new ConfigurationException(problems.stream()
                .map(problem -> new Problem(file.getFileName() + " " + problem.path(), problem.rule()))
                .toList());
    }

    static Catalogue bind(Map<String, Object> values, List<Problem> problems) {
        Section.Reading reading = new Section.Reading(Path.of(""), Map.of(), new HashSet<>(), problems);
        CatalogueFile file = new CatalogueFile();
        Section root = Section.root(values, reading);
        Catalogue catalogue = new Catalogue(
                root.sections("products").stream().map(file::product).toList(),
                root.sections("channels").stream().map(file::channel).toList(),
                root.sections("operators").stream().map(file::operator).toList());
        root.end();
        return catalogue;
    }

    private Product product(Section section) {
        String currency = currency(section);
        Section pin = section.section("pin");
        Product product = new Product(
                id("product", section),
                section.requiredText("name", Text.TITLE),
                new Money(section.requiredNumber("faceValueMinor", 1, MAX_AMOUNT_MINOR), currency),
                new Money(section.requiredNumber("priceMinor", 0, MAX_AMOUNT_MINOR), currency),
                new PinFormat(pin.number("length", 12, 32, 18), pin.flag("checkDigit", false)),
                section.number("serialLength", 12, 32, 16),
                section.number("validityDays", 1, 36_500, 365),
                section.choice("source", ProductSource.MINTED));
        pin.end();
        section.end();
        return product;
    }

    private Catalogue.ChannelEntry channel(Section section) {
        Set<Scope> scopes = scopes(section, false);
        Catalogue.ChannelEntry channel = new Catalogue.ChannelEntry(
                id("channel", section),
                section.requiredText("name", Text.TITLE),
                scopes,
                section.sections("keys").stream().map(CatalogueFile::jwk).toList(),
                section.sections("credits").stream().map(this::credit).toList(),
                section.optionalFlag("allProducts"),
                section.sections("terms").stream().map(CatalogueFile::terms).toList(),
                section.sections("limits").stream().map(CatalogueFile::limits).toList());
        section.end();
        return channel;
    }

    private Catalogue.OperatorEntry operator(Section section) {
        Set<Scope> scopes = scopes(section, true);
        if (scopes.isEmpty()) {
            section.refuse("scopes", "must name one scope at least");
        }
        Catalogue.OperatorEntry operator = new Catalogue.OperatorEntry(
                id("channel", section),
                section.requiredText("name", Text.TITLE),
                scopes,
                section.sections("keys").stream().map(CatalogueFile::jwk).toList());
        section.end();
        return operator;
    }

    private static Set<Scope> scopes(Section section, boolean forOperators) {
        Set<Scope> possible = Scope.all(forOperators);
        String labels = possible.stream().map(Scope::label).collect(Collectors.joining(", "));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(section.texts(
                "scopes",
                "one of " + labels,
                label -> Scope.ofLabel(label).filter(possible::contains).orElse(null)));
        return scopes;
    }

    private static ChannelTerms terms(Section section) {
        ChannelTerms terms = new ChannelTerms(
                section.requiredText("product", Text.REFERENCE),
                section.optionalNumber("priceMinor", 0, MAX_AMOUNT_MINOR),
                Objects.requireNonNullElse(section.optionalNumber("commissionMinor", 0, MAX_AMOUNT_MINOR), 0L));
        section.end();
        return terms;
    }

    private static AccountLimits limits(Section section) {
        AccountLimits limits = new AccountLimits(
                currency(section),
                Objects.requireNonNullElse(section.optionalNumber("creditLimitMinor", 0, MAX_BALANCE_MINOR), 0L),
                section.optionalNumber("orderCapMinor", 1, MAX_BALANCE_MINOR),
                section.optionalNumber("dayCapMinor", 1, MAX_BALANCE_MINOR));
        section.end();
        return limits;
    }

    private Catalogue.Credit credit(Section section) {
        Catalogue.Credit credit = new Catalogue.Credit(
                section.requiredText("reference", Text.REFERENCE),
                new Money(section.requiredNumber("amountMinor", 1, MAX_BALANCE_MINOR), currency(section)));
        section.end();
        return credit;
    }

    /** What makes a JWK a public key is the import's to judge. */
    private static String jwk(Section section) {
        JsonObject json = new JsonObject();
        section.asItStands().forEach((name, value) -> json.put(String.valueOf(name), value));
        return json.encode();
    }

    private String id(String kind, Section section) {
        String id = section.requiredText("id", Text.REFERENCE);
        if (!ids.add(kind + " " + id)) {
            section.refuse("id", "is the id of another " + kind + ", too");
        }
        return id;
    }

    private static String currency(Section section) {
        String code = section.requiredText("currency", Text.CURRENCY);
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
        if (!code.isEmpty() && !known) {
            section.refuse("currency", "is no currency of ISO 4217: " + code);
        }
        return known ? code : "XXX";
    }
}
