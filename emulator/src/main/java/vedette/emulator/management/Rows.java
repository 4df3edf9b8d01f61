package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.KqlType;
import vedette.frame.Ticks;

/** Rows of JSON as a table: what a row does not have is null there. */
final class Rows {

    private Rows() {}

    /**
     * A table.
     *
     * @param columns names, with a colon and the type behind where that is not string
     */
    static Table table(String name, List<String> columns, List<ObjectNode> rows) {
        List<ColumnSchema> schema = columns.stream().map(Rows::column).toList();
        FrameBuilder frame = new FrameBuilder(schema);
        for (ObjectNode row : rows) {
            for (int column = 0; column < schema.size(); column++) {
                append(frame, column, row.path(schema.get(column).name()));
            }
        }
        return frame.build(name);
    }

    private static ColumnSchema column(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new ColumnSchema(text, KqlType.STRING)
                : new ColumnSchema(
                        text.substring(0, colon),
                        KqlType.named(text.substring(colon + 1)).orElseThrow());
    }

    private static void append(FrameBuilder frame, int column, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            frame.appendMissing(column);
            return;
        }
        switch (frame.schema().get(column).type()) {
            case DATETIME -> frame.append(column, Ticks.of(Instant.parse(value.asText())));
            case INT -> frame.append(column, value.asInt());
            case DYNAMIC -> frame.append(column, value.toString());
            default -> frame.append(column, value.asText());
        }
    }
}
