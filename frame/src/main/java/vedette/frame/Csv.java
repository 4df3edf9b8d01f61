package vedette.frame;

import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Frames as comma-separated values (RFC 4180), for spreadsheets. */
public final class Csv {

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /**
     * A frame whose texts no spreadsheet runs as formulas: where a text begins as one does, an apostrophe stands before
     * it. Numbers, dates and other typed values stay as they are.
     */
    public static String guarded(Table table) {
        StringBuilder csv = new StringBuilder();
        csv.append(table.columns().stream()
                        .map(column -> cell(guarded(column.name())))
                        .collect(Collectors.joining(",")))
                .append("\r\n");
        for (int row = 0; row < table.rowCount(); row++) {
            String comma = "";
            for (Column<?> column : table.columns()) {
                String text = Frames.text(column, row);
                boolean isText = Frames.type(column) == KqlType.STRING || Frames.type(column) == KqlType.DYNAMIC;
                csv.append(comma).append(cell(isText ? guarded(text) : text));
                comma = ",";
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
