package vedette.sentinel.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.Frames;

/**
 * Frames one under the other, in order. Columns meet by name; where not all have one, its values are missing; where their
 * types differ, each type gets a column of its own, {@code name_type}, as KQL's union does.
 */
final class FrameUnion {

    private FrameUnion() {}

    /** All rows. Notes what did not fit together. The frames must not be used afterwards. */
    static Table of(List<Table> frames, Doubts doubts) {
        Table first = frames.getFirst();
        if (frames.stream().allMatch(frame -> alike(first, frame))) {
            frames.subList(1, frames.size()).forEach(frame -> append(first, frame));
            return first;
        }
        doubts.note("the parts of this answer have different columns; where a part has none, values are missing");
        return outer(frames);
    }

    /** Whether columns are the same and kept in the same way, which a column's values can decide. */
    private static boolean alike(Table one, Table other) {
        if (!Frames.schema(one).equals(Frames.schema(other))) {
            return false;
        }
        for (int i = 0; i < one.columnCount(); i++) {
            if (one.column(i).getClass() != other.column(i).getClass()) {
                return false;
            }
        }
        return true;
    }

    private static void append(Table to, Table from) {
        for (int i = 0; i < to.columnCount(); i++) {
            append(to.column(i), from.column(i));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> void append(Column<T> to, Column<?> from) {
        to.append((Column<T>) from);
    }

    private static Table outer(List<Table> frames) {
        SequencedMap<String, SequencedSet<ColumnSchema>> byName = new LinkedHashMap<>();
        frames.forEach(frame -> Frames.schema(frame)
                .forEach(column -> byName.computeIfAbsent(key(column.name()), name -> new LinkedHashSet<>())
                        .add(new ColumnSchema(key(column.name()), column.type()))));
        List<ColumnSchema> schema = new ArrayList<>();
        Map<ColumnSchema, Integer> places = new LinkedHashMap<>();
        Map<String, String> written = new LinkedHashMap<>();
        frames.forEach(frame -> frame.columnNames().forEach(name -> written.putIfAbsent(key(name), name)));
        byName.forEach((name, types) -> types.forEach(column -> {
            places.put(column, schema.size());
            String shown = written.getOrDefault(name, name);
            schema.add(new ColumnSchema(types.size() == 1 ? shown : shown + "_" + column.type(), column.type()));
        }));
        FrameBuilder builder = new FrameBuilder(schema);
        frames.forEach(frame -> fill(builder, frame, places));
        return builder.build(frames.getFirst().name());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void fill(FrameBuilder builder, Table frame, Map<ColumnSchema, Integer> places) {
        boolean[] filled = new boolean[places.size()];
        for (Column<?> column : frame.columns()) {
            int place = places.get(new ColumnSchema(key(column.name()), Frames.type(column)));
            filled[place] = true;
            for (int row = 0; row < frame.rowCount(); row++) {
                Frames.value(column, row)
                        .ifPresentOrElse(
                                value -> builder.appendValue(place, value), () -> builder.appendMissing(place));
            }
        }
        for (int place = 0; place < filled.length; place++) {
            for (int row = 0; !filled[place] && row < frame.rowCount(); row++) {
                builder.appendMissing(place);
            }
        }
    }
}
