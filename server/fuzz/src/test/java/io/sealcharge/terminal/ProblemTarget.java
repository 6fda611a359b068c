package io.sealcharge.terminal;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers of refusal: always a problem that can be told, whatever came. */
public final class ProblemTarget implements FuzzTarget {
    private static final HttpHeaders HEADERS =
            HttpHeaders.of(Map.of("Retry-After", List.of("7")), (name, value) -> true);

    @Override
    public void read(byte[] input) {
        ProblemException problem = Problems.of(new Reply(422, HEADERS, input));
        Told.require(problem.status() == 422, "another status");
        Told.require(problem.retryAfterSeconds().orElse(0) == 7, "another time to wait");
        Objects.requireNonNull(problem.code());
        Objects.requireNonNull(problem.detail());
        problem.errors().forEach(Objects::requireNonNull);
        Told.require(problem.getMessage().startsWith("422 " + problem.code()), "another message");
        Told.require(!problem.isAnswerErased() || problem.purchase().isPresent(), "erased without a receipt");
    }
}
