package vedette.sentinel.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vedette.frame.Ticks;
import vedette.kql.Kql;
import vedette.kql.Parsed;
import vedette.kql.Problem;
import vedette.kql.Span;
import vedette.kql.query.QueryException;
import vedette.kql.query.TimeRange;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Statement;

/**
 * A time range written into a query, directly behind what its one tabular statement reads from: half-open to the tick,
 * whatever a service takes its own time range for.
 *
 * @param text the query with the range in it
 * @param at where the range was put in
 * @param length how long it is
 */
record TimeWindow(String text, int at, int length) {

    static final String COLUMN = "TimeGenerated";

    /** Where a range can be put into a query: behind its source; empty for a text with several queries, or none. */
    static Optional<Integer> place(Parsed parsed) {
        List<Statement.Query> queries = parsed.program().statements().stream()
                .filter(Statement.Query.class::isInstance)
                .map(Statement.Query.class::cast)
                .toList();
        if (queries.size() != 1 || parsed.hasErrors()) {
            return Optional.empty();
        }
        Expression expression = queries.getFirst().expression();
        Expression source = expression instanceof Expression.Pipe pipe ? pipe.source() : expression;
        return Optional.of(source.span().end());
    }

    /**
     * Writes a range into a query.
     *
     * @throws QueryException for a text in which that cannot be done
     */
    static TimeWindow of(String query, TimeRange range) {
        Parsed parsed = Kql.parse(query);
        int at = place(parsed)
                .orElseThrow(() -> parsed.hasErrors()
                        ? QueryException.invalid(parsed.problems().stream()
                                .filter(Problem::isError)
                                .toList())
                        : QueryException.failed(
                                "a time range can be put into one query only; this text holds several", null));
        String condition = " | where " + COLUMN + " >= datetime(" + Ticks.formatDatetime(up(range.from())) + ") and "
                + COLUMN + " < datetime(" + Ticks.formatDatetime(up(range.to())) + ")";
        return new TimeWindow(query.substring(0, at) + condition + query.substring(at), at, condition.length());
    }

    /** The first tick that is not before an instant; rows lie on ticks, so that ends rounded alike still tile. */
    static long up(Instant instant) {
        return Ticks.of(instant) + (instant.getNano() % 100 == 0 ? 0 : 1);
    }

    /** The same failure under the query as it was before. */
    QueryException source(QueryException failure) {
        if (failure.problems().isEmpty()) {
            return failure;
        }
        return QueryException.invalid(failure.problems().stream()
                .map(problem -> new Problem(
                        problem.code(),
                        problem.severity(),
                        new Span(
                                source(problem.span().start()),
                                source(problem.span().end())),
                        problem.message(),
                        problem.suggestion()))
                .toList());
    }

    private int source(int offset) {
        return offset <= at ? offset : Math.max(at, offset - length);
    }
}
