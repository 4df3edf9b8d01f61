package vedette.frame;

import tech.tablesaw.columns.Column;

/** Values as people read them: like KQL's own text, but dates without a fraction or zone that say nothing. */
final class Shown {

    private static final String NO_FRACTION = ".0000000Z";

    private Shown() {}

    static String text(Column<?> column, int row) {
        String text = Frames.text(column, row);
        if (Frames.type(column) != KqlType.DATETIME) {
            return text;
        }
        String readable = text.replace('T', ' ');
        if (readable.endsWith(NO_FRACTION)) {
            return readable.substring(0, readable.length() - NO_FRACTION.length());
        }
        return readable.substring(0, readable.length() - 1).replaceAll("0+$", "");
    }
}
