package io.sealcharge.platform.http;

import io.sealcharge.platform.http.body.FieldFault;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
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
 * The path and query parameters of one operation, as the contract has them. The contract's own validator finds the same
 * faults, but not the words for them; and it lets unknown and repeated parameters through.
 */
final class ParameterRules {
    private final List<Rule> path = new ArrayList<>();
    private final Map<String, Rule> query = new TreeMap<>();

    private record Rule(String name, Pattern pattern, String words) {
        static Rule of(Parameter parameter) {
            String pattern = parameter.getSchema().get("pattern");
            String words = parameter.getSchema().get("x-rule");
            if (pattern == null || words == null) {
                throw new IllegalStateException("parameter " + parameter.getName() + " has no pattern or no x-rule");
            }
            return new Rule(parameter.getName(), Pattern.compile(pattern), words);
        }

        void check(@Nullable String value, String field) {
            if (value == null) {
                throw new MalformedRequestException(field, "is required");
            }
            if (!pattern.matcher(value).matches()) {
                throw new MalformedRequestException(field, words);
            }
        }
    }

    ParameterRules(Operation operation) {
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == Location.PATH) {
                path.add(Rule.of(parameter));
            } else if (parameter.getIn() == Location.QUERY) {
                query.put(parameter.getName(), Rule.of(parameter));
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
        MultiMap sent = context.queryParams();
        for (String name : sent.names()) {
            if (!query.containsKey(name)) {
                throw new MalformedRequestException("query:" + FieldFault.shown(name), "is not a known parameter");
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
}
