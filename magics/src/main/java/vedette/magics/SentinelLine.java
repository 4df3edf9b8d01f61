package vedette.magics;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.Span;

/**
 * What stands behind {@code %sentinel}: maybe {@code name <<}, then words, which are quoted as in KQL.
 *
 * @param target the variable that takes the result
 * @param words the command, without quotes
 */
record SentinelLine(Optional<String> target, List<String> words) {

    private static final Pattern TARGET = Pattern.compile("\\s*([\\p{Alpha}_$][\\w$]*)\\s*<<");

    /** An option's value, or a column's, behind the equals sign. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("([\\w-]+=)([\"'].*)", Pattern.DOTALL);

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where a quote is not closed
     */
    static SentinelLine parse(String text) {
        Matcher target = TARGET.matcher(text);
        Optional<String> name = target.lookingAt() ? Optional.of(target.group(1)) : Optional.empty();
        int start = name.isPresent() ? target.end() : 0;
        return new SentinelLine(
                name,
                new Words(text, start, text.length())
                        .rest().stream().map(SentinelLine::value).toList());
    }

    /** How much of a line a target takes, {@code <<} included; 0 where there is none. */
    static int targetLength(String text) {
        Matcher target = TARGET.matcher(text);
        return target.lookingAt() ? target.end() : 0;
    }

    private static String value(Word word) {
        Matcher valued = QUOTED_VALUE.matcher(word.text());
        if (valued.matches()) {
            return valued.group(1)
                    + value(new Word(
                            valued.group(2), new Span(0, valued.group(2).length())));
        }
        if (!word.isQuoted() && (word.text().startsWith("\"") || word.text().startsWith("'"))) {
            throw new IllegalArgumentException(
                    "a quote is not closed, or followed by more than a blank: " + word.text());
        }
        return word.value();
    }
}
