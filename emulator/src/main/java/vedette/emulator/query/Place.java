package vedette.emulator.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.Span;

/**
 * Where something stands in a query, as the services count.
 *
 * @param line from 1
 * @param column from 0
 * @param token what stands there
 */
record Place(int line, int column, String token) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\S?");

    static Place of(String query, Span span) {
        int start = Math.min(span.start(), query.length());
        String before = query.substring(0, start);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(line, start - (before.lastIndexOf('\n') + 1), token(query, span, start));
    }

    private static String token(String query, Span span, int start) {
        if (span.length() > 0) {
            return query.substring(start, Math.min(span.end(), query.length()));
        }
        Matcher word = WORD.matcher(query).region(start, query.length());
        return start == query.length() ? "<EOF>" : word.lookingAt() ? word.group() : "";
    }
}
