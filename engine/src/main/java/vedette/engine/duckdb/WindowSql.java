package vedette.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.query.QueryException;

/** Prints what is computed over rows in their order: {@code row_number}, {@code prev}, {@code row_cumsum} and so on. */
final class WindowSql {

    /*
     * Without restarts DuckDB computes these while rows stream by, and the order stays. A restart begins a partition: rows
     * are numbered (o), each call with a restart counts its restarts up to the row (g), ranks note their position (p)
     * and where their value
     * changes (d), and after the windows rows are sorted by their number again.
     */
    private final Plan.Window window;
    private final String input;
    private final Function<Scalar, String> scalars;

    private WindowSql(Plan.Window window, String input, Function<Scalar, String> scalars) {
        this.window = window;
        this.input = input;
        this.scalars = scalars;
    }

    static String print(Plan.Window window, String input, Function<Scalar, String> scalars) {
        WindowSql printer = new WindowSql(window, input, scalars);
        return window.calls().stream().allMatch(call -> streams(call(call))) ? printer.streamed() : printer.numbered();
    }

    private static Scalar.Call call(Plan.Assignment assignment) {
        if (assignment.value() instanceof Scalar.Call call) {
            return call;
        }
        throw new IllegalArgumentException("window must be a call: " + assignment.value());
    }

    private static boolean streams(Scalar.Call call) {
        return switch (call.function()) {
            case "row_number" -> call.arguments().size() < 2;
            case "row_cumsum" -> call.arguments().size() < 2;
            case "prev", "next" -> true;
            default -> false;
        };
    }

    private String streamed() {
        return "SELECT "
                + columns(window.calls().stream()
                        .map(call -> value(call(call), call.column(), "") + alias(call.column()))
                        .toList())
                + " FROM " + input;
    }

    private String numbered() {
        List<String> restarts = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Plan.Assignment assignment : window.calls()) {
            Scalar.Call call = call(assignment);
            int id = assignment.column().id();
            String restart = call.arguments().size() > 1 && !isNeighbour(call)
                    ? "CAST(" + scalars.apply(call.arguments().get(1)) + " AS INTEGER)"
                    : "0";
            restarts.add("coalesce(sum(" + restart + ") OVER (ORDER BY o ROWS UNBOUNDED PRECEDING), 0) AS g" + id);
            String partition = "PARTITION BY g" + id + " ORDER BY o";
            if (call.function().startsWith("row_rank")) {
                String term = scalars.apply(call.arguments().getFirst());
                String position = "row_number() OVER (" + partition + ")";
                changes.add(position + " AS p" + id);
                changes.add("CAST(" + position + " = 1 OR " + term + " IS DISTINCT FROM lag(" + term + ") OVER ("
                        + partition + ") AS INTEGER) AS d" + id);
            }
            values.add(value(call, assignment.column(), isNeighbour(call) ? "ORDER BY o" : partition)
                    + alias(assignment.column()));
        }
        return "SELECT " + columns(values) + " FROM (SELECT " + all(changes) + " FROM (SELECT " + all(restarts)
                + " FROM (SELECT *, row_number() OVER () AS o FROM " + input + "))) ORDER BY o";
    }

    private static String all(List<String> added) {
        return added.isEmpty() ? "*" : "*, " + String.join(", ", added);
    }

    private static boolean isNeighbour(Scalar.Call call) {
        return call.function().equals("prev") || call.function().equals("next");
    }

    private String value(Scalar.Call call, Column column, String over) {
        List<Scalar> arguments = call.arguments();
        String rows = "(" + over + " ROWS UNBOUNDED PRECEDING)";
        return switch (call.function()) {
            case "row_number" ->
                "row_number() OVER (" + over + ") + "
                        + (arguments.isEmpty() ? "1" : scalars.apply(arguments.getFirst())) + " - 1";
            case "prev" -> neighbour("lag", call, over);
            case "next" -> neighbour("lead", call, over);
            case "row_cumsum" ->
                "CAST(sum(" + scalars.apply(arguments.getFirst()) + ") OVER " + rows + " AS "
                        + SqlTypes.of(column.type()) + ")";
            case "row_rank_dense" -> "CAST(sum(d" + column.id() + ") OVER " + rows + " AS BIGINT)";
            case "row_rank_min" -> "max(CASE WHEN d" + column.id() + " = 1 THEN p" + column.id() + " END) OVER " + rows;
            default -> throw new UnsupportedScalarException(call.function(), "is not supported by the local engine");
        };
    }

    private String neighbour(String function, Scalar.Call call, String over) {
        List<Scalar> arguments = call.arguments();
        boolean known = arguments.stream().skip(1).allMatch(Scalar.Constant.class::isInstance);
        if (!known || (arguments.size() > 1 && Long.valueOf(0).equals(((Scalar.Constant) arguments.get(1)).value()))) {
            throw QueryException.failed(
                    call.function() + "() needs constants for its offset, which must not be 0, and its default", null);
        }
        String offset = arguments.size() > 1 ? scalars.apply(arguments.get(1)) : "1";
        String missing = arguments.size() > 2 ? scalars.apply(arguments.get(2)) : SqlTypes.missing(call.type());
        return function + "(" + scalars.apply(arguments.getFirst()) + ", " + offset + ", " + missing + ") OVER (" + over
                + ")";
    }

    private String columns(List<String> computed) {
        String kept = window.input().columns().stream()
                .map(column -> "c" + column.id())
                .collect(Collectors.joining(", "));
        return (kept.isEmpty() ? "" : kept + ", ") + String.join(", ", computed);
    }

    private static String alias(Column column) {
        return " AS c" + column.id();
    }
}
