package vedette.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vedette.frame.KqlType;
import vedette.kql.plan.Aggregate;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;

/** Prints {@code make-series}: rows go into the steps of an axis, and steps without rows are filled. */
final class SeriesSql {

    /*
     * From the inside out: bounds a and n of the axis (one row); each row's step i; the aggregates of each group and step;
     * per group a map from step to value as JSON text; the arrays over all steps. The axis is the same for all groups.
     */
    private final Plan.Series series;
    private final String input;
    private final Function<Scalar, String> scalars;
    private final Function<Aggregate, String> aggregates;

    private SeriesSql(
            Plan.Series series,
            String input,
            Function<Scalar, String> scalars,
            Function<Aggregate, String> aggregates) {
        this.series = series;
        this.input = input;
        this.scalars = scalars;
        this.aggregates = aggregates;
    }

    static String print(
            Plan.Series series,
            String input,
            Function<Scalar, String> scalars,
            Function<Aggregate, String> aggregates) {
        return new SeriesSql(series, input, scalars, aggregates).print();
    }

    private String print() {
        List<String> keys =
                series.keys().stream().map(key -> "c" + key.column().id()).toList();
        List<String> columns = new ArrayList<>(keys);
        List<String> maps = new ArrayList<>(keys);
        for (Plan.SeriesItem item : series.items()) {
            int id = item.column().id();
            maps.add("map_from_entries(list((i, v" + id + "))) AS m" + id);
            columns.add(
                    array("range(n)", "i", "coalesce(m" + id + "[i], " + json(item.missing()) + ")") + " AS c" + id);
        }
        // The lambda's parameter takes the axis column's place, so that the scalar printer needs no word of it.
        Column axis = series.axisColumn();
        Column instant =
                new Column(axis.id(), axis.name(), series.axis().column().type());
        columns.add(array(
                        "list_transform(range(n), lambda i: a + i * s)",
                        "c" + axis.id(),
                        json(new Scalar.Reference(instant)))
                + " AS c" + axis.id());
        String groups = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
        String grouped = "SELECT " + String.join(", ", maps) + " FROM (" + steps() + ")" + groups;
        return "SELECT " + String.join(", ", columns) + " FROM (" + grouped + "), (" + bounds() + ") WHERE n > 0";
    }

    /** The aggregates of each group and step, as JSON text. */
    private String steps() {
        List<String> columns = new ArrayList<>();
        for (Plan.Assignment key : series.keys()) {
            columns.add(scalars.apply(key.value()) + " AS c" + key.column().id());
        }
        columns.add(index(scalars.apply(series.axis().value()) + " - a") + " AS i");
        for (Plan.SeriesItem item : series.items()) {
            columns.add(
                    aggregates.apply(item.aggregate()) + " AS c" + item.column().id());
        }
        int groups = series.keys().size() + 1;
        String groupList =
                IntStream.rangeClosed(1, groups).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String axis = scalars.apply(series.axis().value());
        String raw = "SELECT " + String.join(", ", columns) + " FROM " + input + ", (" + bounds() + ") WHERE " + axis
                + " >= a AND " + index(axis + " - a") + " < n GROUP BY " + groupList;
        List<String> texts = new ArrayList<>(
                series.keys().stream().map(key -> "c" + key.column().id()).toList());
        texts.add("i");
        for (Plan.SeriesItem item : series.items()) {
            Column value = new Column(
                    item.column().id(), item.column().name(), item.aggregate().type());
            texts.add(json(new Scalar.Reference(value)) + " AS v" + value.id());
        }
        return "SELECT " + String.join(", ", texts) + " FROM (" + raw + ")";
    }

    /** Start a, number of steps n and step s of the axis. */
    private String bounds() {
        String axis = scalars.apply(series.axis().value());
        String step = scalars.apply(series.step());
        String start = series.start().map(scalars).orElse("min(" + axis + ")");
        String end = series.end().map(scalars).orElse("max(" + axis + ")");
        boolean endIncluded = series.endIncluded() || series.end().isEmpty();
        boolean whole = series.axis().column().type() != KqlType.REAL;
        String count = endIncluded
                ? (whole ? "(e - a) // s + 1" : "CAST(floor((e - a) / s) AS BIGINT) + 1")
                : (whole ? "(e - a + s - 1) // s" : "CAST(ceil((e - a) / s) AS BIGINT)");
        boolean fromRows = series.start().isEmpty() || series.end().isEmpty();
        return "SELECT a, s, CASE WHEN e < a THEN 0 ELSE " + count + " END AS n FROM (SELECT " + start + " AS a, " + end
                + " AS e, " + step + " AS s" + (fromRows ? " FROM " + input : "") + ")";
    }

    private String index(String distance) {
        return series.axis().column().type() == KqlType.REAL
                ? "CAST(floor((" + distance + ") / s) AS BIGINT)"
                : "(" + distance + ") // s";
    }

    private String json(Scalar value) {
        return "coalesce(" + scalars.apply(new Scalar.Call("as_dynamic", KqlType.DYNAMIC, value)) + ", 'null')";
    }

    private static String array(String list, String parameter, String item) {
        return "'[' || array_to_string(list_transform(" + list + ", lambda " + parameter + ": " + item
                + "), ',') || ']'";
    }
}
