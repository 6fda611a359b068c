package io.sealcharge.platform.config;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;

/** The configuration: whatever is wrong goes to the list of problems, and none tells a text that stood in a wrong place. */
public final class SettingsTarget implements FuzzTarget {
    /** Stands in the seeds where names of files belong. */
    private static final String SECRET = "secret-of-the-fuzz-test";

    @Override
    public void read(byte[] input) {
        Map<String, Object> values;
        try {
            values = new JsonObject(StrictYaml.parse(new String(input, StandardCharsets.UTF_8))).getMap();
        } catch (YAMLException | IllegalArgumentException refused) {
            return;
        }
        SettingsBinder.Bound bound = SettingsBinder.bind(values, Map.of(), Path.of("/settings"));
        bound.problems().forEach(problem -> Told.require(!problem.rule().contains(SECRET), "tells a secret"));
        Told.require(bound.settings().http().port() <= 65_535, "a port that is none");
        Told.require(
                SettingsBinder.bind(values, Map.of(), Path.of("/settings")).equals(bound),
                "other settings the second time");
    }
}
