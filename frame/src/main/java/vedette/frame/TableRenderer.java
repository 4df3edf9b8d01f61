package vedette.frame;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.display.Renderer;

/** The look of a frame: its first rows as an HTML table and as aligned text, all data escaped. */
public final class TableRenderer implements Renderer<Table> {

    /** How many rows are shown; the rest is counted. */
    static final int MOST_ROWS = 50;

    private static final int MOST_CELL = 200;
    private static final int MOST_TITLE = 4000;

    /** For {@link java.util.ServiceLoader}. */
    public TableRenderer() {}

    @Override
    public Class<Table> type() {
        return Table.class;
    }

    @Override
    public MimeBundle render(Table table) {
        return render(table, TableLook.USUAL);
    }

    /** A frame as somebody wishes to see it. */
    public static MimeBundle render(Table table, TableLook look) {
        return MimeBundle.html(html(table, look), TextTable.of(table, look));
    }

    /** How many rows of how many are shown. */
    static String size(Table table, int shown) {
        int rows = table.rowCount();
        String columns = table.columnCount() + (table.columnCount() == 1 ? " column" : " columns");
        String count = String.format(Locale.ROOT, "%,d", rows);
        return shown < rows
                ? "first " + shown + " of " + count + " rows, " + columns
                : count + (rows == 1 ? " row, " : " rows, ") + columns;
    }

    private static String html(Table table, TableLook look) {
        int shown = Math.min(look.mostRows(), table.rowCount());
        StringBuilder html = new StringBuilder();
        look.alarms()
                .forEach(alarm -> html.append(
                                "<div style=\"color:#b00020;border-left:4px solid #b00020;padding:.3em .6em;")
                        .append("font-weight:bold\">")
                        .append(Escape.html(alarm))
                        .append("</div>"));
        html.append("<div style=\"overflow-x:auto\"><table><thead><tr>");
        List<Column<?>> columns = table.columns();
        for (Column<?> column : columns) {
            html.append("<th style=\"text-align:")
                    .append(align(column))
                    .append("\">")
                    .append(Escape.html(column.name()))
                    .append("<br><small style=\"font-weight:normal;opacity:.65\">")
                    .append(Frames.type(column))
                    .append("</small></th>");
        }
        html.append("</tr></thead><tbody>");
        IntStream.range(0, shown).forEach(row -> {
            html.append("<tr>");
            columns.forEach(column -> cell(html, column, row, look));
            html.append("</tr>");
        });
        html.append("</tbody></table></div>");
        look.footer(table)
                .forEach(
                        line -> html.append("<small>").append(Escape.html(line)).append("</small><br>"));
        return html.toString();
    }

    private static void cell(StringBuilder html, Column<?> column, int row, TableLook look) {
        html.append("<td style=\"text-align:").append(align(column)).append(";white-space:pre-wrap\"");
        if (Frames.value(column, row).isEmpty()) {
            html.append("><i style=\"opacity:.5\">null</i></td>");
            return;
        }
        String text = Shown.text(column, row, look.zone());
        String cut = Escape.shortened(text, MOST_CELL);
        if (!cut.equals(text)) {
            html.append(" title=\"")
                    .append(Escape.html(Escape.shortened(text, MOST_TITLE)))
                    .append('"');
        }
        html.append('>').append(Escape.html(cut)).append("</td>");
    }

    private static String align(Column<?> column) {
        return Frames.type(column).isNumeric() ? "right" : "left";
    }
}
