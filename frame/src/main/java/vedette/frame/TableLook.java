package vedette.frame;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * How somebody wishes to see a frame.
 *
 * @param mostRows how many rows are shown at most; 0 shows the columns only
 * @param zone the zone of the clock that datetimes are shown by; the frame's own stay UTC
 * @param alarms lines in red above the frame
 * @param lines lines below the frame, in place of the one that counts its rows
 */
public record TableLook(int mostRows, ZoneId zone, List<String> alarms, List<String> lines) {

    /** Fifty rows, UTC, and a line that counts the rows. */
    public static final TableLook USUAL = new TableLook(TableRenderer.MOST_ROWS, ZoneOffset.UTC, List.of(), List.of());

    public TableLook {
        if (mostRows < 0) {
            throw new IllegalArgumentException("mostRows must not be negative: " + mostRows);
        }
        requireNonNull(zone, "zone is null");
        alarms = List.copyOf(alarms);
        lines = List.copyOf(lines);
    }

    /** The same look of fewer or more rows. */
    public TableLook withMostRows(int rows) {
        return new TableLook(rows, zone, alarms, lines);
    }

    List<String> footer(Table table) {
        return lines.isEmpty() ? List.of(TableRenderer.size(table, Math.min(mostRows, table.rowCount()))) : lines;
    }
}
