package io.sealcharge.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What makes no sense is told before anything is started. */
class WrongUseTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PURCHASE --url http://127.0.0.1:8080             | --url goes with --data
                    PURCHASE --data folder --set SEALCHARGE_A=1      | --set and --jfr go without it
                    PURCHASE --data folder --jfr file                | --set and --jfr go without it
                    PURCHASE --data folder --url https://127.0.0.1:1 | --url must be http://HOST:PORT
                    PURCHASE --data folder --url http://127.0.0.1    | --url must be http://HOST:PORT
                    PURCHASE --data folder --plain                   | --plain goes without --data
                    PURCHASE --seconds 0                             | must be 1 or more
                    PURCHASE --rate=-1                               | --rate 0 or more
                    PURCHASE --stock 1000001                         | --stock must be 1 to 1000000
                    PURCHASE --terminals 0                           | --terminals must be 1 or more
                    PURCHASE --channels 1001                         | --channels 1 to 1000
                    """)
    void ofBench(String arguments, String rule) {
        assertThat(use(Bench::new, arguments)).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --vouchers 9999                  | --vouchers must be 10000 to 1000000
                    --url http://127.0.0.1:8080      | --url goes with --data
                    --data folder --set SEALCHARGE_A=1 | --set and --jfr go without it
                    """)
    void ofStockRun(String arguments, String rule) {
        assertThat(use(StockRun::new, arguments)).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(rule);
    }

    /** It binds the platform to a processor, so it has to start it. */
    @Test
    void ofOverload() {
        assertThat(use(Overload::new, "--data folder")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Unknown option", "--data");
    }

    private int use(Function<PrintStream, Callable<Integer>> command, String arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new CommandLine(command.apply(out))
                .setErr(new PrintWriter(said, true, StandardCharsets.UTF_8))
                .execute(arguments.strip().split(" +", -1));
    }
}
