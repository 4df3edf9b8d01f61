package vedette.kql.syntax;

import java.util.OptionalInt;

/** What strings mean: quotations, escapes and prefixes taken away. */
public final class Literals {

    private static final String SIMPLE_ESCAPES = "tnrabfv0\\\"'";
    private static final String SIMPLE_VALUES = "\t\n\r\u0007\b\f\u000B\0\\\"'";

    private Literals() {}

    /**
     * How many characters the string literal has that starts at an offset: 0 where none starts there; negative where it
     * does not end, its size then being what it reaches over, to the end of its line or, for a multi-line string, of the
     * text.
     */
    public static int stringLength(String text, int start) {
        return StringScanner.length(text, start);
    }

    /**
     * The value of a string literal in any of KQL's quotations: {@code "a"}, {@code 'a'}, {@code @"a"}, {@code h"a"},
     * {@code ```a```}. What is no escape stays as it is written.
     */
    public static String string(String literal) {
        int at = 0;
        if (literal.startsWith("h") || literal.startsWith("H")) {
            at++;
        }
        if (literal.startsWith("@", at)) {
            String quote = literal.substring(at + 1, at + 2);
            return literal.substring(at + 2, literal.length() - 1).replace(quote + quote, quote);
        }
        if (literal.startsWith("```", at) || literal.startsWith("~~~", at)) {
            return literal.substring(at + 3, literal.length() - 3);
        }
        return unescaped(literal.substring(at + 1, literal.length() - 1));
    }

    private static String unescaped(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder value = new StringBuilder(inner.length());
        int at = 0;
        while (at < inner.length()) {
            int length = escapeLength(inner, at);
            if (length == 0) {
                value.append(inner.charAt(at));
                at++;
            } else {
                value.append(escapeValue(inner.substring(at, at + length)));
                at += length;
            }
        }
        return value.toString();
    }

    /** How long the escape at an offset is, 0 where none stands there. */
    private static int escapeLength(String inner, int at) {
        if (inner.charAt(at) != '\\' || at + 1 >= inner.length()) {
            return 0;
        }
        char kind = inner.charAt(at + 1);
        int digits = switch (kind) {
            case 'u' -> 4;
            case 'U' -> 8;
            case 'x' -> 2;
            default -> 0;
        };
        if (digits > 0) {
            int end = at + 2 + digits;
            boolean hexadecimal = end <= inner.length()
                    && inner.substring(at + 2, end).chars().allMatch(c -> Character.digit(c, 16) >= 0);
            return hexadecimal ? 2 + digits : 0;
        }
        if (kind >= '0' && kind <= '7') {
            int end = at + 1;
            while (end < inner.length() && end < at + 4 && inner.charAt(end) >= '0' && inner.charAt(end) <= '7') {
                end++;
            }
            return end - at;
        }
        return SIMPLE_ESCAPES.indexOf(kind) >= 0 ? 2 : 0;
    }

    private static String escapeValue(String escape) {
        char kind = escape.charAt(1);
        if (kind == 'u' || kind == 'U' || kind == 'x') {
            int codePoint = (int) Long.parseLong(escape.substring(2), 16);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\uFFFD";
        }
        if (kind >= '0' && kind <= '7') {
            return Character.toString(Integer.parseInt(escape.substring(1), 8));
        }
        return String.valueOf(SIMPLE_VALUES.charAt(SIMPLE_ESCAPES.indexOf(kind)));
    }

    /** Where a backslash stands in a literal that begins no escape; verbatim and multi-line strings have none. */
    static OptionalInt wrongEscape(String literal) {
        int open = literal.startsWith("h") || literal.startsWith("H") ? 1 : 0;
        char quote = literal.charAt(open);
        if (quote != '"' && quote != '\'') {
            return OptionalInt.empty();
        }
        int at = open + 1;
        while (at < literal.length() - 1) {
            int length = escapeLength(literal, at);
            if (literal.charAt(at) == '\\' && length == 0) {
                return OptionalInt.of(at);
            }
            at += Math.max(1, length);
        }
        return OptionalInt.empty();
    }
}
