package vedette.kernelspec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;

/** Exact results for other programs. */
final class ResultText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultText() {}

    /**
     * Columns with names and types, and rows: datetimes and timespans in KQL's form, dynamic values as JSON, NaN and
     * infinities as strings.
     */
    static JsonNode json(Table table) {
        ObjectNode result = JSON.createObjectNode();
        ArrayNode columns = result.putArray("columns");
        List<ColumnSchema> schema = Frames.schema(table);
        schema.forEach(column -> columns.addObject()
                .put("name", column.name())
                .put("type", column.type().kqlName()));
        ArrayNode rows = result.putArray("rows");
        for (int row = 0; row < table.rowCount(); row++) {
            ArrayNode cells = rows.addArray();
            for (Column<?> column : table.columns()) {
                cells.add(cell(column, row));
            }
        }
        return result;
    }

    private static JsonNode cell(Column<?> column, int row) {
        JsonNodeFactory nodes = JSON.getNodeFactory();
        return Frames.value(column, row)
                .map(value -> switch (value) {
                    case Boolean flag -> nodes.booleanNode(flag);
                    case Integer number -> nodes.numberNode(number);
                    case Long number -> nodes.numberNode(number);
                    case BigDecimal number -> nodes.numberNode(number);
                    case Double number -> real(number);
                    default ->
                        Frames.type(column) == KqlType.DYNAMIC
                                ? dynamic(value.toString())
                                : nodes.textNode(Frames.text(column, row));
                })
                .orElse(nodes.nullNode());
    }

    private static JsonNode real(double number) {
        JsonNodeFactory nodes = JSON.getNodeFactory();
        return Double.isFinite(number) ? nodes.numberNode(number) : nodes.textNode(Double.toString(number));
    }

    private static JsonNode dynamic(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dynamic value must be JSON", e);
        }
    }

    /** Comma-separated values as RFC 4180 has them, with a line of names. */
    static String csv(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(
                ",", table.columnNames().stream().map(ResultText::quoted).toList()));
        for (int row = 0; row < table.rowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                cells.add(quoted(Frames.text(column, row)));
            }
            lines.add(String.join(",", cells));
        }
        return String.join("\n", lines);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
