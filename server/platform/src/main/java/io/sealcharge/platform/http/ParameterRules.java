package io.sealcharge.platform.http;

import io.sealcharge.envelope.FieldPointer;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path and query parameters of one operation, validated by their schemas in the contract, which also has the words
 * for each rule (x-rule). Unknown and repeated parameters, of which schemas know nothing, are refused too.
 */
final class ParameterRules {
    private final List<Rule> path = new ArrayList<>();
    private final Map<String, Rule> query = new TreeMap<>();

    private record Rule(
            String name, boolean required, Pattern pattern, Validator schema, boolean number, String words) {
        static Rule of(Parameter parameter, Contract contract) {
            String pattern = parameter.getSchema().get("pattern");
            String words = parameter.getSchema().get("x-rule");
            if (pattern == null || words == null) {
                throw new IllegalStateException("parameter " + parameter.getName() + " has no pattern or no x-rule");
            }
            Validator schema = contract.model().getSchemaRepository().validator(parameter.getSchema());
            boolean number = "integer".equals(parameter.getSchema().get("type"));
            return new Rule(
                    parameter.getName(), parameter.isRequired(), Pattern.compile(pattern), schema, number, words);
        }

        void check(@Nullable String value, String field) {
            if (value == null) {
                if (required) {
                    throw new MalformedRequestException(field, "is required");
                }
                return;
            }
            // The schema alone would let a line feed pass at the end: Java's $ is not that of ECMA.
            if (!pattern.matcher(value).matches()
                    || !schema.validate(number ? Long.valueOf(value) : value).getValid()) {
                throw new MalformedRequestException(field, words);
            }
        }
    }

    ParameterRules(Operation operation, Contract contract) {
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == Location.PATH) {
                path.add(Rule.of(parameter, contract));
            } else if (parameter.getIn() == Location.QUERY) {
                query.put(parameter.getName(), Rule.of(parameter, contract));
            }
        }
    }

    /** @throws MalformedRequestException naming the parameter */
    void check(RoutingContext context) {
        for (Rule rule : path) {
            rule.check(context.pathParam(rule.name()), "path:" + rule.name());
        }
        if (context.request().query() == null && query.isEmpty()) {
            return;
        }
        MultiMap sent = query(context);
        for (String name : sent.names()) {
            if (!query.containsKey(name)) {
                throw new MalformedRequestException("query:" + FieldPointer.shown(name), "is not a known parameter");
            }
        }
        for (Rule rule : query.values()) {
            String field = "query:" + rule.name();
            if (sent.getAll(rule.name()).size() > 1) {
                throw new MalformedRequestException(field, "must not occur twice");
            }
            rule.check(sent.get(rule.name()), field);
        }
    }

    private static MultiMap query(RoutingContext context) {
        try {
            return context.queryParams();
        } catch (HttpException | IllegalArgumentException notEncoded) {
            throw new MalformedRequestException("query:", "must be a well-formed, percent-encoded query");
        }
    }
}
