package vedette.hunting.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.display.Escape;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;

/**
 * What a chart shows, before anybody draws it.
 *
 * @param title above it, or empty
 * @param xTitle the x axis's
 * @param yTitle the y axis's
 * @param xIsTime whether x is a moment
 * @param xIsNumber whether x is a number
 * @param points in order of x where x has an order
 * @param left how many values were left out because they are missing or no numbers
 */
record ChartData(
        String title, String xTitle, String yTitle, boolean xIsTime, boolean xIsNumber, List<Point> points, int left) {

    /** A value of a series. */
    record Point(X x, String series, double y) {}

    /** Where on the x axis: a moment, a number, or a category. */
    sealed interface X {}

    /** A moment. */
    record Time(Instant instant) implements X {}

    /** A number. */
    record Value(double number) implements X {}

    /** A category. */
    record Category(String text) implements X {}

    static ChartData of(Table table, String visualization, ChartKind kind, Map<String, String> properties) {
        Choice choice = Choice.of(table, visualization, properties);
        KqlType type = Frames.type(choice.x);
        boolean time = type == KqlType.DATETIME;
        boolean number = type.isNumeric() && !kind.isCategorical();
        List<Point> points = new ArrayList<>();
        int left = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            Optional<X> x = x(choice.x, row, time && kind != ChartKind.PIE, number);
            for (Column<?> y : choice.ys) {
                Optional<Double> value = Frames.number(y, row).filter(Double::isFinite);
                if (x.isPresent() && value.isPresent()) {
                    points.add(new Point(x.get(), choice.series(y, row), value.get()));
                } else {
                    left++;
                }
            }
        }
        if (time) {
            points.sort(
                    Comparator.comparing(point -> point.x instanceof Time(Instant instant) ? instant : Instant.MIN));
        }
        return new ChartData(
                Escape.visible(properties.getOrDefault("title", "")),
                Escape.visible(properties.getOrDefault("xtitle", choice.x.name())),
                Escape.visible(properties.getOrDefault(
                        "ytitle", choice.ys.size() == 1 ? choice.ys.getFirst().name() : "")),
                time && kind != ChartKind.PIE,
                number,
                List.copyOf(points),
                left);
    }

    private static Optional<X> x(Column<?> column, int row, boolean time, boolean number) {
        if (time) {
            return Frames.value(column, row).map(value -> new Time((Instant) value));
        }
        if (number) {
            return Frames.number(column, row).filter(Double::isFinite).map(Value::new);
        }
        boolean missing = Frames.value(column, row).isEmpty();
        return Optional.of(new Category(missing ? "(null)" : Escape.visible(Frames.text(column, row))));
    }

    /** Which columns are what. */
    private record Choice(Column<?> x, List<Column<?>> ys, List<Column<?>> splits) {

        static Choice of(Table table, String visualization, Map<String, String> properties) {
            List<ColumnSchema> schema = Frames.schema(table);
            Column<?> x = named(table, properties.get("xcolumn")).stream()
                    .findFirst()
                    .orElseGet(() -> firstX(table, schema, visualization));
            List<Column<?>> ys = named(table, properties.get("ycolumns"));
            List<Column<?>> splits = named(table, properties.get("series"));
            for (Column<?> column : table.columns()) {
                boolean free = !column.name().equals(x.name()) && !splits.contains(column);
                if (free
                        && properties.get("ycolumns") == null
                        && Frames.type(column).isNumeric()) {
                    ys.add(column);
                }
                if (free
                        && properties.get("series") == null
                        && Frames.type(column) == KqlType.STRING
                        && !ys.contains(column)) {
                    splits.add(column);
                }
            }
            if (ys.isEmpty()) {
                throw new IllegalArgumentException("it needs a column of numbers, and the table has only " + schema);
            }
            return new Choice(x, List.copyOf(ys), List.copyOf(splits));
        }

        private static Column<?> firstX(Table table, List<ColumnSchema> schema, String visualization) {
            boolean wantsTime = visualization.equals("timechart") || visualization.equals("anomalychart");
            if (!wantsTime) {
                if (table.columnCount() < 2) {
                    throw new IllegalArgumentException("it needs two columns, and the table has only " + schema);
                }
                return table.columns().stream()
                        .filter(column -> Frames.type(column) == KqlType.DATETIME)
                        .findFirst()
                        .filter(column -> !visualization.equals("piechart"))
                        .orElse(table.column(0));
            }
            return table.columns().stream()
                    .filter(column -> Frames.type(column) == KqlType.DATETIME)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "it needs a column of datetimes, and the table has only " + schema));
        }

        private static List<Column<?>> named(Table table, @Nullable String names) {
            List<Column<?>> columns = new ArrayList<>();
            if (names != null) {
                for (String name :
                        Arrays.stream(names.split(",")).map(String::strip).toList()) {
                    if (!table.columnNames().contains(name)) {
                        throw new IllegalArgumentException("the table has no column '" + Escape.line(name) + "'");
                    }
                    columns.add(table.column(name));
                }
            }
            return columns;
        }

        /** What a value's series is called: its column where there are several, and the texts beside it. */
        String series(Column<?> y, int row) {
            List<String> parts = new ArrayList<>();
            splits.forEach(split -> parts.add(Frames.text(split, row)));
            if (ys.size() > 1 || splits.isEmpty()) {
                parts.add(y.name());
            }
            return Escape.visible(String.join(":", parts));
        }
    }

    List<String> series() {
        return points.stream().map(Point::series).distinct().toList();
    }

    List<Point> of(String series) {
        return points.stream().filter(point -> point.series.equals(series)).toList();
    }

    /** One line that says what is drawn. */
    String summary(String visualization) {
        return String.format(
                Locale.ROOT,
                "%s%s of %s by %s: %,d points in %,d series%s%s",
                title.isEmpty() ? "" : Escape.line(title) + ": ",
                visualization,
                Escape.line(
                        yTitle.isEmpty()
                                ? String.join(", ", series().stream().limit(5).toList())
                                : yTitle),
                Escape.line(xTitle),
                points.size(),
                series().size(),
                xIsTime && !points.isEmpty()
                        ? ", " + instant(points.getFirst()) + " to " + instant(points.getLast())
                        : "",
                left > 0 ? String.format(Locale.ROOT, "; %,d values are missing or no numbers", left) : "");
    }

    private static String instant(Point point) {
        return point.x instanceof Time(Instant instant) ? instant.toString() : "";
    }
}
