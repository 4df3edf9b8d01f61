package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * Reads answers of Data Explorer's second protocol, an array of frames: tables as a whole, or in fragments that append
 * to or replace what came before. Only primary results become frames of ours. For one thread.
 */
final class FrameSetReader {

    private static final String PRIMARY = "PrimaryResult";

    private final JsonParser parser;
    private final LongConsumer progress;
    private final Doubts doubts = new Doubts();
    private final Map<Integer, OpenTable> tables = new LinkedHashMap<>();
    private final List<JsonNode> errors = new ArrayList<>();
    private Optional<JsonNode> render = Optional.empty();
    private Optional<JsonNode> statistics = Optional.empty();
    private boolean completed;

    /** A table that rows may still come for. */
    private record OpenTable(String name, TableReader reader) {}

    private FrameSetReader(JsonParser parser, LongConsumer progress) {
        this.parser = parser;
        this.progress = progress;
    }

    /** Reads a whole answer; the parser stands at the array's beginning. */
    static Answer read(JsonParser parser, LongConsumer progress) throws IOException {
        return new FrameSetReader(parser, progress).read();
    }

    private Answer read() throws IOException {
        JsonToken token = parser.nextToken();
        for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
            frame();
        }
        if (token != JsonToken.END_ARRAY || !completed) {
            throw new IOException("the answer ends before its last frame");
        }
        List<Table> frames = new ArrayList<>();
        for (OpenTable table : tables.values()) {
            frames.add(table.reader().table(table.name()));
        }
        return new Answer(frames, errors, render, statistics, doubts.warnings());
    }

    private void frame() throws IOException {
        Frame frame = new Frame();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "FrameType" -> frame.type = parser.getText();
                case "TableId" -> frame.table = parser.getIntValue();
                case "TableKind" -> frame.kind = parser.getText();
                case "TableName" -> frame.name = parser.getText();
                case "TableFragmentType" -> frame.replaces = parser.getText().equals("DataReplace");
                case "Columns" -> columns(frame);
                case "Rows" -> rows(frame);
                case "OneApiErrors" -> Wire.tree(parser).forEach(errors::add);
                case "Cancelled" -> cancelled(parser.currentToken() == JsonToken.VALUE_TRUE);
                default -> parser.skipChildren();
            }
        }
        completed |= frame.type.equals("DataSetCompletion");
    }

    /** What the present frame has said so far; a frame says what it is before it brings rows. */
    private static final class Frame {

        private String type = "";
        private String kind = "";
        private String name = PRIMARY;
        private int table = -1;
        private boolean replaces;
        private @Nullable JsonNode columns;
    }

    private void columns(Frame frame) throws IOException {
        if (!frame.kind.equals(PRIMARY)) {
            frame.columns = Wire.tree(parser);
            return;
        }
        TableReader reader = new TableReader(doubts, rows -> progress.accept(total()), errors::add);
        reader.columns(parser);
        tables.put(frame.table, new OpenTable(frame.name, reader));
    }

    private long total() {
        return tables.values().stream()
                .mapToLong(table -> table.reader().rows())
                .sum();
    }

    private void rows(Frame frame) throws IOException {
        OpenTable table = tables.get(frame.table);
        if (table != null) {
            if (frame.replaces) {
                table.reader().begin();
            }
            table.reader().rows(parser);
        } else if (frame.type.equals("DataTable") && !frame.kind.equals(PRIMARY)) {
            secondary(frame, Wire.tree(parser));
        } else if (frame.type.equals("TableFragment")) {
            // Of a table that is no primary result, whose header was seen.
            parser.skipChildren();
        } else {
            throw new IOException("a frame brings rows without saying of which table");
        }
    }

    private void secondary(Frame frame, JsonNode rows) {
        for (JsonNode row : rows) {
            if (frame.kind.equals("QueryProperties") && cell(frame, row, "Key").equals("Visualization")) {
                render = Wire.object(cell(frame, row, "Value"));
            }
            String type = cell(frame, row, "EventTypeName");
            if (type.equals("QueryResourceConsumption")) {
                statistics = Wire.object(cell(frame, row, "Payload"));
            }
        }
    }

    private static String cell(Frame frame, JsonNode row, String column) {
        JsonNode columns = frame.columns;
        for (int i = 0; columns != null && i < columns.size(); i++) {
            if (columns.get(i).path("ColumnName").asText().equals(column)) {
                JsonNode cell = row.path(i);
                return cell.isContainerNode() ? cell.toString() : cell.asText("");
            }
        }
        return "";
    }

    private void cancelled(boolean isCancelled) {
        if (isCancelled) {
            errors.add(Wire.TREES.getNodeFactory().textNode("the query was cancelled at the service"));
        }
    }
}
