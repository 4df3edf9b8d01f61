package vedette.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A frame as lines of JSON that lose nothing: one that names the columns with their types and counts the rows, then one a
 * row, each value as KQL's own text, null where it is missing.
 */
public final class FrameLines {

    private static final String NAME = "name";
    private static final String COLUMNS = "columns";
    private static final String ROWS = "rows";

    private FrameLines() {}

    /** Writes a frame. */
    public static void write(Table table, Writer out) throws IOException {
        List<Object> columns = new ArrayList<>();
        for (ColumnSchema column : Frames.schema(table)) {
            columns.add(List.of(column.name(), column.type().toString()));
        }
        Map<String, Object> head = new LinkedHashMap<>();
        head.put(NAME, table.name());
        head.put(COLUMNS, columns);
        head.put(ROWS, (long) table.rowCount());
        out.write(Json.print(head) + "\n");
        for (int row = 0; row < table.rowCount(); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                cells.add(Frames.value(column, row).map(Frames::text).orElse(null));
            }
            out.write(Json.print(cells) + "\n");
        }
    }

    /**
     * Reads the frame that starts at a reader's next line, and leaves the reader behind its last row.
     *
     * @throws IOException where the lines are not those of a frame
     */
    public static Table read(BufferedReader in) throws IOException {
        if (!(parsed(in.readLine()) instanceof Map<?, ?> head)
                || !(head.get(COLUMNS) instanceof List<?> columns)
                || !(head.get(ROWS) instanceof Long rows)) {
            throw new IOException("the file holds no frame where one should begin");
        }
        List<ColumnSchema> schema = new ArrayList<>();
        for (Object column : columns) {
            schema.add(schema(column));
        }
        FrameBuilder frame = new FrameBuilder(schema);
        for (long row = 0; row < rows; row++) {
            if (!(parsed(in.readLine()) instanceof List<?> cells) || cells.size() != schema.size()) {
                throw new IOException("row " + row + " is damaged");
            }
            for (int i = 0; i < cells.size(); i++) {
                append(frame, i, schema.get(i).type(), cells.get(i));
            }
        }
        return frame.build(String.valueOf(head.get(NAME)));
    }

    private static ColumnSchema schema(Object column) throws IOException {
        if (column instanceof List<?> pair && pair.size() == 2) {
            for (KqlType type : KqlType.values()) {
                if (type.toString().equals(pair.get(1))) {
                    return new ColumnSchema(String.valueOf(pair.get(0)), type);
                }
            }
        }
        throw new IOException("the file has a column of no known type: " + column);
    }

    private static @Nullable Object parsed(@Nullable String line) throws IOException {
        if (line == null) {
            throw new IOException("the file ends too early");
        }
        return Json.parse(line).map(Json.Parsed::value).orElse(null);
    }

    private static void append(FrameBuilder frame, int column, KqlType type, @Nullable Object cell) throws IOException {
        if (!(cell instanceof String text)) {
            frame.appendMissing(column);
            return;
        }
        try {
            switch (type) {
                case BOOL -> frame.append(column, text.equals("True"));
                case INT -> frame.append(column, Integer.parseInt(text));
                case LONG -> frame.append(column, Long.parseLong(text));
                case REAL -> frame.append(column, real(text));
                case DATETIME -> frame.append(column, Ticks.parseDatetime(text).orElseThrow());
                case TIMESPAN -> frame.append(column, Ticks.parseTimespan(text).orElseThrow());
                case DECIMAL -> frame.append(column, new BigDecimal(text).toPlainString());
                case STRING, GUID, DYNAMIC -> frame.append(column, text);
            }
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw new IOException("'" + text + "' is no " + type, e);
        }
    }

    private static double real(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
