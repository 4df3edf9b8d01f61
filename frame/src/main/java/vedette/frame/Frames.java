package vedette.frame;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/** Reads frames in KQL's terms, whether we built them or somebody else did. */
public final class Frames {

    private Frames() {}

    /** The names and KQL types of a frame's columns. */
    public static List<ColumnSchema> schema(Table table) {
        return table.columns().stream()
                .map(column -> new ColumnSchema(column.name(), type(column)))
                .toList();
    }

    /** The KQL type that a column's values have; columns of classes that nobody knows are read as text. */
    public static KqlType type(Column<?> column) {
        return switch (column) {
            case ExactColumn<?> exact -> exact.kqlType();
            case BooleanColumn booleans -> KqlType.BOOL;
            case ShortColumn shorts -> KqlType.INT;
            case IntColumn ints -> KqlType.INT;
            case LongColumn longs -> KqlType.LONG;
            case FloatColumn floats -> KqlType.REAL;
            case DoubleColumn doubles -> KqlType.REAL;
            case DateTimeColumn times -> KqlType.DATETIME;
            case InstantColumn instants -> KqlType.DATETIME;
            case DateColumn dates -> KqlType.DATETIME;
            case TimeColumn times -> KqlType.TIMESPAN;
            default -> KqlType.STRING;
        };
    }

    /**
     * A value: Boolean, Integer, Long, Double, String, Instant, Duration, UUID or BigDecimal as its type says, a String
     * of JSON for dynamic. Empty where it is missing; strings never are, and a NaN of KQL's is a value.
     */
    public static Optional<Object> value(Column<?> column, int row) {
        return switch (column) {
            case DoubleColumn doubles -> real(doubles.getDouble(row));
            case FloatColumn floats -> real(floats.getFloat(row));
            case ShortColumn shorts ->
                shorts.isMissing(row) ? Optional.empty() : Optional.of((int) shorts.getShort(row));
            case DateTimeColumn times ->
                Optional.ofNullable(times.get(row)).map(time -> time.toInstant(ZoneOffset.UTC));
            case DateColumn dates ->
                Optional.ofNullable(dates.get(row))
                        .map(date -> date.atStartOfDay().toInstant(ZoneOffset.UTC));
            case TimeColumn times ->
                Optional.ofNullable(times.get(row)).map(time -> Duration.ofNanos(time.toNanoOfDay()));
            default -> {
                boolean known = type(column) != KqlType.STRING;
                yield known
                        ? column.isMissing(row) ? Optional.empty() : Optional.of(column.get(row))
                        : Optional.of(column.isMissing(row) ? "" : String.valueOf(column.get(row)));
            }
        };
    }

    private static Optional<Object> real(double value) {
        return Double.isNaN(value) && !Reals.isNaN(value) ? Optional.empty() : Optional.of(value);
    }

    /** A value as KQL's {@code tostring()} prints it; the empty text where it is missing. */
    public static String text(Column<?> column, int row) {
        return value(column, row).map(Frames::text).orElse("");
    }

    static String text(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "True" : "False";
            case Double real -> Reals.format(real);
            case Instant instant -> Ticks.formatDatetime(Ticks.of(instant));
            case Duration duration -> Ticks.formatTimespan(ticks(duration));
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    /** The ticks of a duration; what is finer than a tick is cut off. */
    public static long ticks(Duration duration) {
        // A negative duration counts its nanoseconds from the second before; near the least one that second is too
        // much.
        long borrowed = duration.isNegative() ? 1 : 0;
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds() + borrowed, Ticks.PER_SECOND),
                duration.getNano() / 100 - borrowed * Ticks.PER_SECOND);
    }

    /** A column's number at a row, as far as it has one: numbers, and bools as 0 and 1. */
    public static Optional<Double> number(Column<?> column, int row) {
        return value(column, row).flatMap(value -> switch (value) {
            case Number number -> Optional.of(number.doubleValue());
            case Boolean flag -> Optional.of(flag ? 1.0 : 0.0);
            default -> Optional.empty();
        });
    }
}
