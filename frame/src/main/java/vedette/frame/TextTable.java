package vedette.frame;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.display.Escape;

/** A frame as aligned plain text, for consoles, diffs and readers without HTML. */
public final class TextTable {

    private static final int MOST_CELL = 60;

    private TextTable() {}

    /** The first rows, with a line that says how many there are. */
    public static String of(Table table, int mostRows) {
        return of(table, TableLook.USUAL.withMostRows(mostRows));
    }

    /** The rows and lines that a look asks for. */
    static String of(Table table, TableLook look) {
        int shown = Math.min(look.mostRows(), table.rowCount());
        List<List<String>> cells = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            List<String> texts = new ArrayList<>(List.of(cell(column.name())));
            for (int row = 0; row < shown; row++) {
                boolean missing = Frames.value(column, row).isEmpty();
                texts.add(missing ? "null" : cell(Shown.text(column, row, look.zone())));
            }
            cells.add(texts);
        }
        StringBuilder text = new StringBuilder();
        look.alarms().forEach(alarm -> text.append(Escape.line(alarm)).append('\n'));
        int[] widths = cells.stream()
                .mapToInt(column ->
                        column.stream().mapToInt(TextTable::width).max().orElse(0))
                .toArray();
        for (int row = 0; row <= shown; row++) {
            line(text, table, cells, widths, row);
            if (row == 0) {
                rule(text, widths);
            }
        }
        look.footer(table).forEach(line -> text.append(Escape.line(line)).append('\n'));
        return text.toString().stripTrailing();
    }

    private static String cell(String text) {
        return Escape.shortened(Escape.line(text), MOST_CELL);
    }

    private static void line(StringBuilder text, Table table, List<List<String>> cells, int[] widths, int row) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i).get(row);
            String padding = " ".repeat(widths[i] - width(cell));
            boolean right = Frames.type(table.column(i)).isNumeric();
            boolean last = i == widths.length - 1;
            text.append(i == 0 ? "" : "  ").append(right ? padding + cell : last ? cell : cell + padding);
        }
        text.append('\n');
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
        }
        text.append('\n');
    }

    /** How many columns of a terminal a text takes; wide East Asian characters and emoji take two. */
    private static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
