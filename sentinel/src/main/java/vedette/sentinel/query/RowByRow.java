package vedette.sentinel.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.kql.Parsed;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Statement;
import vedette.kql.syntax.Token;

/**
 * Whether a query's result is that of its stretches of time one after the other: its pipe must treat each row of its
 * source by itself.
 */
final class RowByRow {

    private static final Set<String> OPERATORS = Set.of(
            "where",
            "filter",
            "extend",
            "project",
            "project-away",
            "project-keep",
            "project-rename",
            "project-reorder",
            "parse",
            "parse-where",
            "parse-kv",
            "mv-expand",
            "mvexpand",
            "mv-apply",
            "lookup",
            "render");
    private static final Set<String> ORDERS = Set.of("sort", "order");
    private static final Set<String> JOINS =
            Set.of("inner", "leftouter", "leftsemi", "leftanti", "anti", "leftantisemi");
    private static final Set<String> OF_OTHER_ROWS =
            Set.of("row_number", "row_cumsum", "row_rank_dense", "row_rank_min", "row_window_session", "prev", "next");

    private RowByRow() {}

    /** Why a query must not be split; empty where it may be. */
    static Optional<String> obstacle(Parsed parsed) {
        for (Clause.Step step : steps(parsed)) {
            String name = step.operator().keyword().text();
            if (step.operator() instanceof Operator.Join join && name.equals("join")) {
                if (!JOINS.contains(kind(join))) {
                    return Optional.of(
                            "join of kind " + kind(join) + " (inner, leftouter, leftsemi and leftanti can be)");
                }
            } else if (!OPERATORS.contains(name) && !ORDERS.contains(name)) {
                return Optional.of(name);
            }
            Optional<String> function = step.operator().tokens().stream()
                    .map(Token::text)
                    .filter(OF_OTHER_ROWS::contains)
                    .findFirst();
            if (function.isPresent()) {
                return Optional.of(function.get() + "()");
            }
        }
        return Optional.empty();
    }

    /** Whether its rows have an order, which holds within each stretch of time only. */
    static boolean isOrdered(Parsed parsed) {
        return steps(parsed).stream()
                .anyMatch(step -> ORDERS.contains(step.operator().keyword().text()));
    }

    /** KQL's own default, {@code innerunique}, keeps one row of each key, so that it depends on all rows. */
    private static String kind(Operator.Join join) {
        return join.parameters().stream()
                .filter(parameter -> parameter.name().equals("kind"))
                .map(parameter -> parameter.value().text().strip())
                .findFirst()
                .orElse("innerunique");
    }

    private static List<Clause.Step> steps(Parsed parsed) {
        List<Clause.Step> steps = new ArrayList<>();
        for (Statement statement : parsed.program().statements()) {
            if (statement instanceof Statement.Query query && query.expression() instanceof Expression.Pipe pipe) {
                steps.addAll(pipe.steps());
            }
        }
        return steps;
    }
}
