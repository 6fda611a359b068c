package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acts that are numbers, gathered into statements that can be made to wait, to fail and to give way. */
@Tag("real")
class GatheringTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    /** How many were in the statement that the act was in. */
    private static final String COMPANY = "SELECT n, x, count(*) OVER () AS company FROM unnest($1::integer[])"
            + " WITH ORDINALITY AS u (x, n), (SELECT pg_sleep(0.02)) AS slowly";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Function<Integer, Future<Row>> gather(String sql, Batch.Separation<Integer> separation) {
        return gather(sql, Batch::rowsByPlace, separation);
    }

    private Function<Integer, Future<Row>> gather(
            String sql, Batch.Answers<Integer, Row> answers, Batch.Separation<Integer> separation) {
        return DB.database().gather(new Batch<>("number", sql, GatheringTest::parameters, answers, separation), meters);
    }

    private static Tuple parameters(List<Integer> numbers) {
        return Tuple.tuple().addArrayOfInteger(numbers.toArray(Integer[]::new));
    }

    /** All at the same moment: while the first is under way, the others wait. */
    private static List<Future<Row>> together(Function<Integer, Future<Row>> gathering, int count) {
        Future<Row> first = gathering.apply(1_000);
        List<Future<Row>> others =
                IntStream.range(0, count).mapToObj(gathering::apply).toList();
        await(first);
        return others;
    }

    @Test
    void whatArrivesWhileAStatementRunsComesTogetherAndEachGetsItsOwnAnswer() {
        List<Future<Row>> answers = together(gather(COMPANY, Batch.together()), 40);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(await(answers.get(i)).getInteger("x")).isEqualTo(i);
        }
        assertThat(await(answers.getLast()).getLong("company")).isGreaterThan(20);
        assertThat(meters.summary("sealcharge.batch.size", "act", "number").totalAmount())
                .isEqualTo(41);
        // acts are answered before the statement's time is taken
        Timer times = meters.timer("sealcharge.batch.time", "act", "number");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(times.totalTime(TimeUnit.MILLISECONDS)).isPositive());
    }

    @Test
    void theFaultOfOneIsNotThatOfItsNeighbours() {
        String division = COMPANY.replace("SELECT n, x", "SELECT n, x, 100 / (x - 7) AS quotient");

        List<Future<Row>> answers = together(gather(division, Batch.together()), 20);

        for (int i = 0; i < answers.size(); i++) {
            Future<Row> answer = answers.get(i);
            if (i == 7) {
                assertThatThrownBy(() -> await(answer))
                        .isInstanceOfSatisfying(
                                PgException.class,
                                fault -> assertThat(fault.getSqlState()).isEqualTo("22012"));
            } else {
                assertThat(await(answer).getInteger("quotient")).isEqualTo(100 / (i - 7));
            }
        }
    }

    @Test
    void whoSharesAKeyWaitsForTheNextStatement() {
        List<Future<Row>> answers = together(gather(COMPANY, number -> List.of(number % 3)), 9);

        // a batch ends before the first whose key is in it
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(await(answer).getLong("company")).isLessThanOrEqualTo(3));
    }

    @Test
    void whoCannotBeJudgedInCompanyRunsAloneInOrder() {
        Batch.Answers<Integer, Row> oddOnesAlone = GatheringTest::oddOnesAlone;

        List<Future<Row>> answers = together(gather(COMPANY, oddOnesAlone, Batch.together()), 12);

        for (int i = 1; i < answers.size(); i += 2) {
            assertThat(await(answers.get(i)).getLong("company")).isOne();
        }
        assertThat(await(answers.get(10)).getLong("company")).isGreaterThan(6);
    }

    private static List<Optional<Row>> oddOnesAlone(List<Integer> numbers, RowSet<Row> rows) {
        return Batch.rowsByPlace(numbers, rows).stream()
                .map(row -> row.filter(one -> numbers.size() == 1 || one.getInteger("x") % 2 == 0))
                .toList();
    }

    @Test
    void aStatementThatGaveWayToAnotherRunsAgain() {
        DB.execute("CREATE SEQUENCE tries");
        DB.execute("CREATE FUNCTION gives_way() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN"
                + " IF nextval('tries') < 3 THEN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END IF;"
                + " RETURN currval('tries'); END $$");

        List<Future<Row>> answers =
                together(gather(COMPANY.replace("SELECT n", "SELECT gives_way() AS tries, n"), Batch.together()), 5);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(await(answer).getLong("tries")).isGreaterThanOrEqualTo(3));
    }

    @Test
    void noMoreThanSoManyWait() {
        Database narrow = Database.open(DB.vertx(), DB.endpoint(), new PoolLimits(1, 4, 8, 0, 10_000, 20_000));
        Function<Integer, Future<Row>> gathering = narrow.gather(
                new Batch<>("number", COMPANY, GatheringTest::parameters, Batch::rowsByPlace, Batch.together()),
                meters);

        List<Future<Row>> all =
                IntStream.range(0, 200).mapToObj(gathering::apply).toList();

        long refused = all.stream()
                .filter(answer -> {
                    try {
                        await(answer);
                        return false;
                    } catch (UnavailableException full) {
                        assertThat(full.part()).isEqualTo(UnavailableException.Part.CAPACITY);
                        return true;
                    }
                })
                .count();
        assertThat(refused).isBetween(1L, 196L);
        assertThat(meters.counter("sealcharge.batch.refused", "act", "number").count())
                .isEqualTo((double) refused);
        await(narrow.close());
    }
}
