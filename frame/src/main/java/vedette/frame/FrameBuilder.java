package vedette.frame;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Builds a frame column by column out of values in KQL's terms. Values of one column are appended in the order of rows;
 * columns may be filled in any order and must be equally long in the end. For one thread.
 */
public final class FrameBuilder {

    private final List<ColumnSchema> schema;
    private final List<Column<?>> columns = new ArrayList<>();

    /**
     * A frame with these columns and no rows yet. Tablesaw cannot keep apart names that differ in case only: of such
     * the later ones get a number behind.
     */
    public FrameBuilder(List<ColumnSchema> schema) {
        this.schema = List.copyOf(schema);
        Set<String> taken = new HashSet<>();
        for (ColumnSchema column : schema) {
            String name = column.name();
            for (int i = 1; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = column.name() + "_" + i;
            }
            columns.add(create(name, column.type()));
        }
    }

    private static Column<?> create(String name, KqlType type) {
        return switch (type) {
            case BOOL -> BooleanColumn.create(name);
            case INT -> IntColumn.create(name);
            case LONG -> LongColumn.create(name);
            case REAL -> DoubleColumn.create(name);
            case STRING -> StringColumn.create(name);
            case DATETIME -> new ExactColumn<Instant>(name, type);
            case TIMESPAN -> new ExactColumn<Duration>(name, type);
            case DYNAMIC -> new ExactColumn<String>(name, type);
            case GUID -> new ExactColumn<UUID>(name, type);
            case DECIMAL -> new ExactColumn<BigDecimal>(name, type);
        };
    }

    /** The columns as they were asked for. */
    public List<ColumnSchema> schema() {
        return schema;
    }

    /** Appends a null, which for a string is the empty one. */
    public void appendMissing(int column) {
        if (columns.get(column) instanceof StringColumn strings) {
            strings.append("");
        } else {
            columns.get(column).appendMissing();
        }
    }

    /** Appends to a bool column. */
    public void append(int column, boolean value) {
        ((BooleanColumn) columns.get(column)).append(value);
    }

    /** Appends to an int column. */
    public void append(int column, int value) {
        if (columns.get(column) instanceof IntColumn ints && value == Integer.MIN_VALUE) {
            columns.set(column, exact(ints, KqlType.INT));
        }
        if (columns.get(column) instanceof IntColumn ints) {
            ints.append(value);
        } else {
            columns.get(column).appendObj(value);
        }
    }

    /** Appends a long, or the ticks of a datetime or timespan, as the column's type says. */
    public void append(int column, long value) {
        switch (columns.get(column)) {
            case ExactColumn<?> exact
            when exact.kqlType() == KqlType.DATETIME || exact.kqlType() == KqlType.TIMESPAN -> exact.appendTicks(value);
            default -> appendLong(column, value);
        }
    }

    private void appendLong(int column, long value) {
        if (columns.get(column) instanceof LongColumn longs && value == Long.MIN_VALUE) {
            columns.set(column, exact(longs, KqlType.LONG));
        }
        if (columns.get(column) instanceof LongColumn longs) {
            longs.append(value);
        } else {
            columns.get(column).appendObj(value);
        }
    }

    /** Tablesaw takes the least int and long for missing: a column that has one goes over to one that does not. */
    private static <T extends Comparable<? super T>> ExactColumn<T> exact(Column<T> column, KqlType type) {
        ExactColumn<T> exact = new ExactColumn<>(column.name(), type);
        for (int row = 0; row < column.size(); row++) {
            exact.append(column.isMissing(row) ? null : column.get(row));
        }
        return exact;
    }

    /** Appends to a real column; what is no number is kept apart from what is missing, see {@link Reals#isNaN}. */
    public void append(int column, double value) {
        ((DoubleColumn) columns.get(column)).append(Double.isNaN(value) ? Reals.NAN : value);
    }

    /** Appends to a guid column. */
    public void appendGuid(int column, long mostSignificant, long leastSignificant) {
        ((ExactColumn<?>) columns.get(column)).appendGuid(mostSignificant, leastSignificant);
    }

    /** Appends to a decimal column. */
    public void append(int column, BigDecimal value) {
        columns.get(column).appendObj(value);
    }

    /** Appends a string, the JSON of a dynamic value, or the text of a guid or decimal, as the column's type says. */
    public void append(int column, @Nullable String value) {
        if (value == null) {
            appendMissing(column);
            return;
        }
        switch (schema.get(column).type()) {
            case GUID -> columns.get(column).appendObj(UUID.fromString(value));
            case DECIMAL -> append(column, new BigDecimal(value));
            case DYNAMIC -> columns.get(column).appendObj(value);
            default -> ((StringColumn) columns.get(column)).append(value);
        }
    }

    /** Appends a value as {@link Frames#value} gives it. */
    public void appendValue(int column, Object value) {
        switch (value) {
            case Boolean flag -> append(column, flag.booleanValue());
            case Integer number -> append(column, number.intValue());
            case Long number -> append(column, number.longValue());
            case Double number -> append(column, number.doubleValue());
            case Instant instant -> append(column, Ticks.of(instant));
            case Duration duration -> append(column, Frames.ticks(duration));
            case UUID guid -> appendGuid(column, guid.getMostSignificantBits(), guid.getLeastSignificantBits());
            case BigDecimal decimal -> append(column, decimal);
            default -> append(column, value.toString());
        }
    }

    /** The frame; the builder must not be used afterwards. */
    public Table build(String name) {
        columns.forEach(column -> {
            if (column instanceof ExactColumn<?> exact) {
                exact.trim();
            }
        });
        return Table.create(name, columns);
    }
}
