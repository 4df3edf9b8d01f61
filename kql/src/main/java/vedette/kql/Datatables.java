package vedette.kql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;

/** Frames as {@code datatable (...) [...]}. */
final class Datatables {

    /** Services take queries of some megabytes at most. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private Datatables() {}

    static String print(Table table) {
        List<ColumnSchema> schema = Frames.schema(table);
        if (schema.isEmpty()) {
            throw new IllegalArgumentException("value must have columns: the table " + table.name());
        }
        StringBuilder text = new StringBuilder("datatable(");
        String comma = "";
        for (ColumnSchema column : schema) {
            text.append(comma).append(Literal.name(column.name())).append(':').append(column.type());
            comma = ", ";
        }
        text.append(")[");
        List<Column<?>> columns = new ArrayList<>(table.columns());
        comma = "";
        for (int row = 0; row < table.rowCount(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                text.append(comma).append(cell(columns.get(i), schema.get(i).type(), row));
                comma = ", ";
            }
            if (text.length() > MOST_CHARACTERS) {
                throw new IllegalArgumentException("value must be at most a megabyte as text: the table " + table.name()
                        + " has " + table.rowCount() + " rows; filter it or keep fewer columns");
            }
        }
        return text.append(']').toString();
    }

    private static String cell(Column<?> column, KqlType type, int row) {
        Optional<Object> value = Frames.value(column, row);
        if (value.isEmpty()) {
            return type + "(null)";
        }
        return switch (type) {
            case DYNAMIC -> "dynamic(" + value.get() + ")";
            case DECIMAL -> "decimal(" + ((BigDecimal) value.get()).toPlainString() + ")";
            default -> Literal.print(value.get());
        };
    }
}
