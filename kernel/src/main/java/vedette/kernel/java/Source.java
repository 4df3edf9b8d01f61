package vedette.kernel.java;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declaration as a user wrote it.
 *
 * @param executionCount the number of its cell
 * @param line the line of its cell that it starts on, from 1
 */
record Source(String text, int executionCount, int line) {

    private static final Pattern IDENTIFIER =
            Pattern.compile("[\\p{javaJavaIdentifierStart}&&[^\\d]][\\p{javaJavaIdentifierPart}]*");

    /** Whether two declarations say the same. */
    boolean saysSame(String other) {
        return text.strip().equals(other.strip());
    }

    /** The names that it mentions, in whatever sense. */
    Set<String> names() {
        return namesIn(text);
    }

    /** The identifiers of a text, also those in its comments and strings. */
    static Set<String> namesIn(String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = IDENTIFIER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
