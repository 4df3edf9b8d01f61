package vedette.sentinel.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.frame.Ticks;

/** The columns of a frame of records: each a name, a KQL type and where its value comes from. For one thread. */
final class Columns<T> {

    private final List<ColumnSchema> schema = new ArrayList<>();
    private final List<Cell<T>> cells = new ArrayList<>();

    private interface Cell<T> {
        void append(FrameBuilder frame, int column, T row);
    }

    Columns<T> string(String name, Function<T, String> value) {
        return add(name, KqlType.STRING, (frame, column, row) -> frame.append(column, value.apply(row)));
    }

    Columns<T> integer(String name, ToLongFunction<T> value) {
        return add(name, KqlType.INT, (frame, column, row) -> frame.append(column, (int) value.applyAsLong(row)));
    }

    Columns<T> bool(String name, Predicate<T> value) {
        return add(name, KqlType.BOOL, (frame, column, row) -> frame.append(column, value.test(row)));
    }

    Columns<T> datetime(String name, Function<T, Optional<Instant>> value) {
        return add(
                name,
                KqlType.DATETIME,
                (frame, column, row) -> value.apply(row)
                        .ifPresentOrElse(
                                time -> frame.append(column, Ticks.of(time)), () -> frame.appendMissing(column)));
    }

    Columns<T> timespan(String name, Function<T, Optional<Duration>> value) {
        return add(
                name,
                KqlType.TIMESPAN,
                (frame, column, row) -> value.apply(row)
                        .ifPresentOrElse(
                                time -> frame.append(column, Frames.ticks(time)), () -> frame.appendMissing(column)));
    }

    /** A dynamic column of JSON. */
    Columns<T> json(String name, Function<T, String> value) {
        return add(name, KqlType.DYNAMIC, (frame, column, row) -> frame.append(column, value.apply(row)));
    }

    /** A dynamic column of arrays of strings. */
    Columns<T> strings(String name, Function<T, Collection<String>> value) {
        return json(name, row -> array(value.apply(row)));
    }

    private Columns<T> add(String name, KqlType type, Cell<T> cell) {
        schema.add(new ColumnSchema(name, type));
        cells.add(cell);
        return this;
    }

    Table table(String name, List<T> rows) {
        FrameBuilder frame = new FrameBuilder(schema);
        for (int column = 0; column < cells.size(); column++) {
            for (T row : rows) {
                cells.get(column).append(frame, column, row);
            }
        }
        return frame.build(name);
    }

    private static String array(Collection<String> texts) {
        try {
            return Arm.JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }
}
