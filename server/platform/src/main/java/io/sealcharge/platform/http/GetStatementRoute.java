package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetStatement;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.StatementCursor;
import io.sealcharge.platform.http.body.CurrencyRule;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.sealcharge.platform.http.json.StatementJson;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/account/statement}. */
public final class GetStatementRoute implements ApiRoute {
    private final GetStatement getStatement;

    public GetStatementRoute(GetStatement getStatement) {
        this.getStatement = getStatement;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getStatement
                .execute(request.caller(), order(request))
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(StatementJson.page(page))));
    }

    private static GetStatement.Order order(ApiRequest request) {
        String currency = CurrencyRule.check(request.query("currency"), "query:currency");
        LocalDate from = date(request, "from");
        LocalDate to = date(request, "to");
        if (from != null && to != null && to.isBefore(from)) {
            throw new MalformedRequestException("query:to", "must not be before from");
        }
        Page.Request page = request.page();
        return new GetStatement.Order(currency, from, to, cursor(page.after()), page.limit());
    }

    private static @Nullable LocalDate date(ApiRequest request, String name) {
        String text = request.queryIfAny(name).orElse(null);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException noSuchDay) {
            throw new MalformedRequestException("query:" + name, "must be a day of the calendar, YYYY-MM-DD");
        }
    }

    private static StatementCursor cursor(String text) {
        return text.isEmpty()
                ? StatementCursor.START
                : StatementCursor.parse(text)
                        .orElseThrow(() ->
                                new MalformedRequestException("query:cursor", "must be the nextCursor of a page"));
    }
}
