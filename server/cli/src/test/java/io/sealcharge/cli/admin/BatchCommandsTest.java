package io.sealcharge.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sealcharge.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands about batches and stock that do more than one call. */
class BatchCommandsTest extends ScriptedPlatform {
    private static final String LINES = "1000000000000008,123456789012345678\n2,3\n";
    private static final String IMPORT = "POST /v1/admin/batches/b/import?product=p";
    private static final String REFUSALS = "GET /v1/admin/batches/b/refusals?limit=500";

    private ECKey key;
    private Path csv;

    @BeforeEach
    void prepare() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        csv = Files.writeString(folder().resolve("pins.csv"), LINES);
        answers("GET /v1/admin/stock/import-key", key.toPublicJWK().toJSONString());
    }

    private String opened(String compact) throws JOSEException, ParseException {
        JWEObject jwe = JWEObject.parse(compact);
        assertThat(jwe.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        jwe.decrypt(new ECDHDecrypter(key));
        return jwe.getPayload().toString();
    }

    private int importing(Path file) {
        return run("batch", "import", file.toString(), "--product", "p", "--id", "b");
    }

    @Test
    void aFileIsSealedInMemoryAndEachRefusedRowIsTold() throws Exception {
        answer = "{\"id\":\"b\",\"state\":\"draft\",\"produced\":1,\"refused\":2}";
        answers(REFUSALS, "{\"items\":[{\"line\":2,\"rule\":\"serial_format\"}],\"nextCursor\":\"2\"}");
        answers(REFUSALS + "&cursor=2", "{\"items\":[{\"line\":9,\"rule\":\"pin_exists\"}]}");

        assertThat(importing(csv)).as(err()).isEqualTo(Exit.DONE);

        assertThat(calls).hasSize(4);
        assertThat(calls.get(1)).startsWith(IMPORT + " ");
        assertThat(opened(calls.get(1).substring(IMPORT.length() + 1))).isEqualTo(LINES);
        assertThat(out().lines())
                .contains("produced  1", "refused   2", "line 2: serial_format", "line 9: pin_exists")
                .noneMatch(line -> line.contains("123456789012345678"));
        assertThat(folder().toFile().list()).containsExactlyInAnyOrder("op.jwk", "pins.csv");
    }

    @Test
    void aFileThatIsSealedAlreadyIsSentAsItIs() throws IOException {
        answer = "{\"id\":\"b\",\"refused\":0}";
        Path sealed = Files.writeString(folder().resolve("pins.jwe"), "a.b.c.d.e\n");

        assertThat(run("batch", "import", sealed.toString(), "--product", "p", "--id", "b", "--json"))
                .isEqualTo(Exit.DONE);

        assertThat(calls).containsExactly(IMPORT + " a.b.c.d.e");
        assertThat(out().replaceAll("\\s", "")).isEqualTo("{\"id\":\"b\",\"refused\":0,\"refusals\":[]}");
    }

    @Test
    void whoMakesTheFileSealsItWithoutAPlatform() throws Exception {
        Path jwk =
                Files.writeString(folder().resolve("key.jwk"), key.toPublicJWK().toJSONString());
        Path out = folder().resolve("sealed.jwe");
        String[] seal = {"stock", "seal", csv.toString(), "--key", jwk.toString(), "--out", out.toString()};

        assertThat(offline(seal)).as(err()).isEqualTo(Exit.DONE);

        assertThat(opened(Files.readString(out))).isEqualTo(LINES);
        assertThat(offline(seal)).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("sealed.jwe is there already");
        assertThat(calls).isEmpty();
    }

    @Test
    void filesThatCannotBeAreWrongUse() throws IOException {
        assertThat(importing(Files.createFile(folder().resolve("empty.csv")))).isEqualTo(Exit.USAGE);
        assertThat(importing(folder().resolve("none.csv"))).isEqualTo(Exit.FAILED);
        answers("GET /v1/admin/stock/import-key", "{\"kty\":\"oct\",\"k\":\"AA\"}");
        assertThat(importing(csv)).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("empty.csv is empty", "the stock-import key must be an EC JWK on P-256");
    }

    @Test
    void watchingShowsTheProgressAndEndsWithTheTask() {
        String going =
                "{\"id\":\"b\",\"state\":\"draft\",\"task\":\"generate\",\"stepsDone\":%s,\"stepsTotal\":2000,\"percent\":%s}";
        answers(
                "GET /v1/admin/batches/b",
                going.formatted("0", "0"),
                going.formatted("1024", "51"),
                going.formatted("1024", "51"),
                "{\"id\":\"b\",\"state\":\"draft\",\"history\":[{\"to\":\"draft\",\"reason\":\"created\"}]}");

        assertThat(run("batch", "watch", "b", "--interval", "1")).isEqualTo(Exit.DONE);

        assertThat(err().lines()).containsExactly("generate: 0 of 2,000 (0 %)", "generate: 1,024 of 2,000 (51 %)");
        assertThat(out().lines()).contains("state    draft");
        assertThat(calls).hasSize(4);
    }

    @Test
    void watchingABatchThatIsNotValidFails() {
        answers(
                "GET /v1/admin/batches/b",
                "{\"id\":\"b\",\"state\":\"draft\",\"history\":[{\"to\":\"draft\"},{\"from\":\"draft\",\"to\":\"draft\",\"reason\":\"not valid\"}]}");

        assertThat(run("batch", "watch", "b")).isEqualTo(Exit.FAILED);

        assertThat(out()).contains("not valid");
    }
}
