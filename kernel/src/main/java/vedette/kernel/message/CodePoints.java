package vedette.kernel.message;

import vedette.kernel.Cursor;

/** Between places as the protocol counts them, in Unicode code points, and as Java does, in UTF-16 characters. */
public final class CodePoints {

    private CodePoints() {}

    /** The place that a client means; the nearest one where it means none inside the text. */
    public static Cursor toCursor(String text, int codePoints) {
        int length = text.codePointCount(0, text.length());
        return new Cursor(text.offsetByCodePoints(0, Math.clamp(codePoints, 0, length)));
    }

    /** The place as the client counts it. */
    public static int of(String text, Cursor cursor) {
        return text.codePointCount(0, Math.min(cursor.charIndex(), text.length()));
    }
}
