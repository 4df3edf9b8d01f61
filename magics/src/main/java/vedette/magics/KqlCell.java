package vedette.magics;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code %kql} or {@code %%kql}: maybe {@code name <<}, then a query.
 *
 * @param target the variable that takes the result
 * @param query the query as the user wrote it
 * @param queryStart where the query starts in the cell's text, in UTF-16 characters
 */
record KqlCell(Optional<String> target, String query, int queryStart) {

    // KQL has no operator <<, so an assignment cannot be mistaken for a query.
    private static final Pattern TARGET = Pattern.compile("\\s*([\\p{Alpha}_$][\\w$]*)\\s*<<");

    /** Reads a stretch of a cell's text. */
    static KqlCell parse(String cellText, int start, int end) {
        String text = cellText.substring(start, end);
        Matcher target = TARGET.matcher(text);
        if (target.lookingAt()) {
            return new KqlCell(Optional.of(target.group(1)), text.substring(target.end()), start + target.end());
        }
        return new KqlCell(Optional.empty(), text, start);
    }

    boolean isBlank() {
        return query.isBlank();
    }
}
