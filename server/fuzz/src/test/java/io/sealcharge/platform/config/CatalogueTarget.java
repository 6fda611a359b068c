package io.sealcharge.platform.config;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.sealcharge.platform.domain.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;

/** The operator's catalogue: whatever is wrong goes to the list of problems. */
public final class CatalogueTarget implements FuzzTarget {
    /** Stands in the seeds where it does not belong. */
    private static final String SECRET = "secret-of-the-fuzz-test";

    @Override
    public void read(byte[] input) {
        Map<String, Object> values;
        try {
            values = StrictYaml.parse(new String(input, StandardCharsets.UTF_8));
        } catch (YAMLException | IllegalArgumentException refused) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        Catalogue catalogue = CatalogueFile.bind(values, problems);
        problems.forEach(problem -> Told.require(!problem.rule().contains(SECRET), "tells a secret"));
        if (problems.isEmpty()) {
            catalogue.products().forEach(product -> {
                Told.require(product.id().matches("[A-Za-z0-9._:-]{1,64}"), "an id that is none");
                Told.require(product.faceValue().amountMinor() > 0, "a product of no value");
                Told.require(
                        product.price().currency().equals(product.faceValue().currency()), "two currencies");
            });
            Told.require(CatalogueFile.bind(values, problems).equals(catalogue), "another catalogue the second time");
        }
    }
}
