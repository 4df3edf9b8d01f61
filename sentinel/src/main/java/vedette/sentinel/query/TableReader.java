package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.KqlType;

/** Reads one table's columns and rows into a frame. Rows that come before their columns wait. For one thread. */
final class TableReader {

    private static final int ROWS_BETWEEN_REPORTS = 1024;

    private final Doubts doubts;
    private final LongConsumer progress;
    private final Consumer<JsonNode> errors;
    private List<ColumnSchema> schema = List.of();
    private boolean hasColumns;
    private @Nullable FrameBuilder frame;
    private Cells[] cells = new Cells[0];
    private final List<TokenBuffer> waiting = new ArrayList<>();
    private long rows;

    /**
     * A reader of one table.
     *
     * @param progress takes rows read so far
     * @param errors takes what stands in a row's place and tells why rows are missing
     */
    TableReader(Doubts doubts, LongConsumer progress, Consumer<JsonNode> errors) {
        this.doubts = doubts;
        this.progress = progress;
        this.errors = errors;
    }

    long rows() {
        return rows;
    }

    /** Reads an array of columns. */
    void columns(JsonParser parser) throws IOException {
        List<ColumnSchema> columns = new ArrayList<>();
        for (JsonNode column : Wire.tree(parser)) {
            String name = Wire.text(column, "name")
                    .or(() -> Wire.text(column, "ColumnName"))
                    .orElse("");
            String type = Wire.text(column, "type")
                    .or(() -> Wire.text(column, "ColumnType"))
                    .or(() -> Wire.text(column, "DataType"))
                    .orElse("string");
            columns.add(new ColumnSchema(named(name, columns.size()), typed(name, type)));
        }
        schema = List.copyOf(columns);
        hasColumns = true;
        noteRepeated();
        begin();
        for (TokenBuffer buffer : waiting) {
            try (JsonParser replayed = buffer.asParser()) {
                replayed.nextToken();
                rows(replayed);
            }
        }
        waiting.clear();
    }

    private String named(String name, int index) {
        if (!name.isEmpty()) {
            return name;
        }
        doubts.note("the answer has a column without a name, shown as Column" + (index + 1));
        return "Column" + (index + 1);
    }

    private KqlType typed(String name, String type) {
        return ServiceTypes.named(type).orElseGet(() -> {
            doubts.note("column " + name + " has the unknown type '" + type + "' and is shown as string");
            return KqlType.STRING;
        });
    }

    private void noteRepeated() {
        Set<String> taken = new HashSet<>();
        List<String> repeated = schema.stream()
                .map(ColumnSchema::name)
                .filter(name -> !taken.add(name.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        if (!repeated.isEmpty()) {
            doubts.note("column names come more than once (upper and lower case are not kept apart), the later ones got"
                    + " a number: " + String.join(", ", repeated));
        }
    }

    /** Begins with no rows, or begins again where a service replaces what it sent. */
    void begin() {
        FrameBuilder builder = new FrameBuilder(schema);
        cells = new Cells[schema.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Cells(builder, i, doubts);
        }
        frame = builder;
        rows = 0;
    }

    /** Reads an array of rows, after those that came before. */
    void rows(JsonParser parser) throws IOException {
        if (!hasColumns) {
            TokenBuffer buffer = new TokenBuffer(parser);
            buffer.copyCurrentStructure(parser);
            waiting.add(buffer);
            return;
        }
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                row(parser);
            } else if (token == JsonToken.START_OBJECT) {
                errors.accept(Wire.tree(parser));
            } else if (token == JsonToken.END_ARRAY) {
                progress.accept(rows);
                return;
            } else {
                throw new IOException("a row must be an array, found " + token);
            }
        }
    }

    private void row(JsonParser parser) throws IOException {
        int column = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the answer ends within a row");
            }
            if (column < cells.length) {
                cells[column].read(parser, token);
            } else {
                parser.skipChildren();
            }
            column++;
        }
        if (column != cells.length) {
            doubts.cell("rows have more or fewer cells than there are columns", rows, column + " cells");
        }
        for (; column < cells.length; column++) {
            cells[column].missing();
        }
        if (++rows % ROWS_BETWEEN_REPORTS == 0) {
            progress.accept(rows);
        }
    }

    /** The frame; the reader must not be used afterwards. */
    Table table(String name) throws IOException {
        if (!waiting.isEmpty()) {
            throw new IOException("the answer holds rows without columns");
        }
        FrameBuilder builder = frame == null ? new FrameBuilder(schema) : frame;
        frame = null;
        cells = new Cells[0];
        return builder.build(name);
    }
}
