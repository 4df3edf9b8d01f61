package vedette.magics;

import vedette.kql.Span;
import vedette.kql.syntax.Literals;

/**
 * A run of characters without white space, but in quotes and brackets.
 *
 * @param text as it stands
 * @param span where it stands in the cell
 */
record Word(String text, Span span) {

    /** Whether all of it is one string in KQL's quotation. */
    boolean isQuoted() {
        return !text.isEmpty() && Literals.stringLength(text, 0) == text.length();
    }

    /** What it says: without quotes, where it has any. */
    String value() {
        return isQuoted() ? Literals.string(text) : text;
    }

    /** The part of it from an offset. */
    Word from(int offset) {
        return new Word(text.substring(offset), new Span(span.start() + offset, span.end()));
    }
}
