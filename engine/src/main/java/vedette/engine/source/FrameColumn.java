package vedette.engine.source;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;
import vedette.frame.ExactColumn;
import vedette.frame.KqlType;
import vedette.frame.Reals;
import vedette.frame.Ticks;

/**
 * How a column of a frame gets into DuckDB's vectors.
 *
 * @param type what it is in KQL
 * @param storage the DuckDB type of its representation
 * @param filler writes a stretch of rows
 */
record FrameColumn(KqlType type, DuckDBColumnType storage, Filler filler) {

    /** Writes the column's values of {@code rows} rows, from one on, to a vector's start. */
    @FunctionalInterface
    interface Filler {
        void fill(DuckDBWritableVector vector, int from, int rows);
    }

    void fill(DuckDBWritableVector vector, int from, int rows) {
        filler.fill(vector, from, rows);
    }

    /** The way in for a column of any class; classes that nobody knows are read as text. */
    static FrameColumn of(Column<?> column) {
        return switch (column) {
            case BooleanColumn booleans ->
                new FrameColumn(
                        KqlType.BOOL,
                        DuckDBColumnType.BOOLEAN,
                        each(booleans, (vector, to, row) -> vector.setBoolean(to, booleans.getByte(row) == 1)));
            case ShortColumn shorts ->
                new FrameColumn(
                        KqlType.INT,
                        DuckDBColumnType.INTEGER,
                        each(shorts, (vector, to, row) -> vector.setInt(to, shorts.getShort(row))));
            case IntColumn ints ->
                new FrameColumn(
                        KqlType.INT,
                        DuckDBColumnType.INTEGER,
                        each(ints, (vector, to, row) -> vector.setInt(to, ints.getInt(row))));
            case LongColumn longs ->
                new FrameColumn(
                        KqlType.LONG,
                        DuckDBColumnType.BIGINT,
                        each(longs, (vector, to, row) -> vector.setLong(to, longs.getLong(row))));
            case FloatColumn floats ->
                new FrameColumn(
                        KqlType.REAL,
                        DuckDBColumnType.DOUBLE,
                        each(floats, (vector, to, row) -> vector.setDouble(to, floats.getFloat(row))));
            case DoubleColumn doubles -> new FrameColumn(KqlType.REAL, DuckDBColumnType.DOUBLE, reals(doubles));
            case InstantColumn instants -> datetime(instants, Ticks::of);
            case DateTimeColumn times -> datetime(times, (LocalDateTime time) -> Ticks.of(time));
            case DateColumn dates -> datetime(dates, (LocalDate date) -> Ticks.of(date.atStartOfDay()));
            case TimeColumn times -> ticks(KqlType.TIMESPAN, times, (LocalTime time) -> time.toNanoOfDay() / 100);
            case ExactColumn<?> exact -> exact(exact);
            case StringColumn strings ->
                new FrameColumn(KqlType.STRING, DuckDBColumnType.VARCHAR, strings(row -> strings.get(row)));
            default ->
                new FrameColumn(
                        KqlType.STRING, DuckDBColumnType.VARCHAR, strings(row -> column.getUnformattedString(row)));
        };
    }

    private static FrameColumn exact(ExactColumn<?> column) {
        return switch (column.kqlType()) {
            case DATETIME -> ticks(KqlType.DATETIME, column, value -> Ticks.of((Instant) value));
            case TIMESPAN ->
                ticks(KqlType.TIMESPAN, column, value -> {
                    Duration duration = (Duration) value;
                    return duration.getSeconds() * Ticks.PER_SECOND + duration.getNano() / 100;
                });
            case LONG -> ticks(KqlType.LONG, column, value -> (Long) value);
            case INT ->
                new FrameColumn(
                        KqlType.INT,
                        DuckDBColumnType.INTEGER,
                        each(column, (vector, to, row) -> vector.setInt(to, (Integer) (Object) column.get(row))));
            case DYNAMIC, GUID ->
                new FrameColumn(
                        column.kqlType(),
                        DuckDBColumnType.VARCHAR,
                        each(column, (vector, to, row) -> vector.setString(to, String.valueOf(column.get(row)))));
            case DECIMAL ->
                new FrameColumn(
                        KqlType.DECIMAL,
                        DuckDBColumnType.VARCHAR,
                        each(
                                column,
                                (vector, to, row) ->
                                        vector.setString(to, ((BigDecimal) (Object) column.get(row)).toPlainString())));
            default ->
                new FrameColumn(
                        KqlType.STRING, DuckDBColumnType.VARCHAR, strings(row -> column.getUnformattedString(row)));
        };
    }

    /** From what lies in the vectors to the engine's representation. */
    String sql(String stored) {
        return type == KqlType.DECIMAL ? "CAST(" + stored + " AS DECIMAL(38, 10))" : stored;
    }

    private static <T> FrameColumn datetime(Column<T> column, ToLongFunction<T> toTicks) {
        return ticks(KqlType.DATETIME, column, toTicks);
    }

    private static <T> FrameColumn ticks(KqlType type, Column<T> column, ToLongFunction<T> toTicks) {
        return new FrameColumn(
                type,
                DuckDBColumnType.BIGINT,
                each(column, (vector, to, row) -> vector.setLong(to, toTicks.applyAsLong(column.get(row)))));
    }

    /** A real column's missing value is one NaN, KQL's NaN another. */
    private static Filler reals(DoubleColumn column) {
        return (vector, from, rows) -> {
            for (int i = 0; i < rows; i++) {
                double value = column.getDouble(from + i);
                if (Double.isNaN(value) && !Reals.isNaN(value)) {
                    vector.setNull(i);
                } else {
                    vector.setDouble(i, value);
                }
            }
        };
    }

    private static Filler each(Column<?> column, Cell cell) {
        return (vector, from, rows) -> {
            for (int i = 0; i < rows; i++) {
                if (column.isMissing(from + i)) {
                    vector.setNull(i);
                } else {
                    cell.write(vector, i, from + i);
                }
            }
        };
    }

    /** Strings are never null: a missing one is empty. */
    private static Filler strings(Function<Integer, String> values) {
        return (vector, from, rows) -> {
            String[] batch = new String[rows];
            for (int i = 0; i < rows; i++) {
                String value = values.apply(from + i);
                batch[i] = value == null ? "" : value;
            }
            vector.setStrings(0, batch);
        };
    }

    @FunctionalInterface
    private interface Cell {
        void write(DuckDBWritableVector vector, int to, int row);
    }
}
