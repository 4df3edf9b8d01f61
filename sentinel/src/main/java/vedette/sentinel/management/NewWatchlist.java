package vedette.sentinel.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;

/**
 * A watchlist to be made out of a frame.
 *
 * @param alias 3 to 64 letters, digits, dashes and underscores, first and last a letter or digit
 * @param name how people know it
 * @param searchKey one of the frame's columns, made for joins
 * @param rows its items; values become text as KQL's {@code tostring()} prints them
 */
public record NewWatchlist(String alias, String name, String description, String searchKey, Table rows) {

    /** What the service takes in one call. */
    private static final int MOST_BYTES = 3_800_000;

    public NewWatchlist {
        if (!alias.matches("[\\p{Alnum}][\\p{Alnum}_-]{1,62}[\\p{Alnum}]")) {
            throw new IllegalArgumentException("'" + alias + "' is no watchlist alias; one has 3 to 64 letters, digits,"
                    + " dashes and underscores, and starts and ends with a letter or digit");
        }
        if (!rows.columnNames().contains(searchKey)) {
            throw new IllegalArgumentException("the search key '" + searchKey + "' is none of the frame's columns: "
                    + String.join(", ", rows.columnNames()));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a watchlist needs at least one row");
        }
    }

    ObjectNode body() {
        String csv = csv();
        int size = csv.getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_BYTES) {
            throw new ManagementException(String.format(
                    Locale.ROOT,
                    "the watchlist would have %,d bytes and Sentinel takes %,d at once; leave out columns or rows",
                    size,
                    MOST_BYTES));
        }
        ObjectNode body = Arm.JSON.createObjectNode();
        body.putObject("properties")
                .put("displayName", name)
                .put("description", description)
                .put("provider", "Vedette")
                .put("source", alias + ".csv")
                .put("sourceType", "Local")
                .put("itemsSearchKey", searchKey)
                .put("contentType", "text/csv")
                .put("numberOfLinesToSkip", 0)
                .put("rawContent", csv);
        return body;
    }

    private String csv() {
        StringBuilder out = new StringBuilder();
        line(out, rows.columnNames());
        for (int row = 0; row < rows.rowCount(); row++) {
            int number = row;
            line(
                    out,
                    rows.columns().stream().map(column -> text(column, number)).toList());
        }
        return out.toString();
    }

    private static String text(Column<?> column, int row) {
        return Frames.text(column, row);
    }

    /** As RFC 4180 has it. */
    private static void line(StringBuilder out, Iterable<String> cells) {
        String comma = "";
        for (String cell : cells) {
            boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                    && cell.equals(cell.strip());
            out.append(comma).append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
            comma = ",";
        }
        out.append("\r\n");
    }
}
