package vedette.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.ExactColumn;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.frame.Reals;

/** A frame as exact text and as JSON. */
final class Tables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Tables() {}

    static KqlType type(Column<?> column) {
        return switch (column) {
            case ExactColumn<?> exact -> exact.kqlType();
            case BooleanColumn booleans -> KqlType.BOOL;
            case IntColumn ints -> KqlType.INT;
            case LongColumn longs -> KqlType.LONG;
            case DoubleColumn reals -> KqlType.REAL;
            case StringColumn strings -> KqlType.STRING;
            default -> throw new IllegalArgumentException("column must be one of KQL's: " + column.getClass());
        };
    }

    /** A line of names and types, then a line a row; strings in quotes. */
    static String text(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(
                "  ",
                table.columns().stream()
                        .map(column -> column.name() + ":" + type(column))
                        .toList()));
        for (int row = 0; row < table.rowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                cells.add(cell(column, row));
            }
            lines.add(String.join("  ", cells));
        }
        return String.join("\n", lines);
    }

    private static String cell(Column<?> column, int row) {
        return switch (column) {
            case StringColumn strings -> Json.print(strings.get(row));
            case DoubleColumn reals -> isMissing(reals, row) ? "null" : Reals.format(reals.getDouble(row));
            default -> column.isMissing(row) ? "null" : column.getString(row);
        };
    }

    private static boolean isMissing(DoubleColumn column, int row) {
        return Double.isNaN(column.getDouble(row)) && !Reals.isNaN(column.getDouble(row));
    }

    /** Columns with names and types, and rows. */
    static JsonNode json(Table table) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode columns = answer.putArray("columns");
        for (Column<?> column : table.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", type(column).kqlName());
        }
        ArrayNode rows = answer.putArray("rows");
        for (int row = 0; row < table.rowCount(); row++) {
            ArrayNode cells = rows.addArray();
            for (Column<?> column : table.columns()) {
                add(cells, column, row);
            }
        }
        return answer;
    }

    private static void add(ArrayNode cells, Column<?> column, int row) {
        switch (column) {
            case StringColumn strings -> cells.add(strings.get(row));
            case DoubleColumn reals -> {
                double value = reals.getDouble(row);
                if (isMissing(reals, row)) {
                    cells.addNull();
                } else if (Double.isNaN(value) || Double.isInfinite(value)) {
                    cells.add(String.valueOf(value));
                } else {
                    cells.add(value);
                }
            }
            default -> {
                if (column.isMissing(row)) {
                    cells.addNull();
                } else {
                    cells.add(value(column, row));
                }
            }
        }
    }

    private static JsonNode value(Column<?> column, int row) {
        try {
            return type(column) == KqlType.DYNAMIC
                    ? JSON.readTree(column.getString(row))
                    : column instanceof ExactColumn<?> exact && !(exact.get(row) instanceof Number)
                            ? JSON.getNodeFactory().textNode(column.getString(row))
                            : JSON.valueToTree(column.get(row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
