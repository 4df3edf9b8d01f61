package vedette.sentinel.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.Span;

/** Where in a query's text a service's error is. */
final class ErrorPlaces {

    private static final Pattern QUOTED = Pattern.compile("'([^'\\n]{1,200})'");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private ErrorPlaces() {}

    /** The text that an error is about, found by its place or else by the last name that it quotes; or all of it. */
    static Span find(String text, ServiceError error) {
        return error.place()
                .flatMap(place -> at(text, place))
                .or(() -> quoted(text, error.deepest().message()))
                .orElse(new Span(0, text.stripTrailing().length()));
    }

    private static Optional<Span> at(String text, ServiceError.Place place) {
        int start = 0;
        for (int line = 1; line < place.line(); line++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return Optional.empty();
            }
            start = end + 1;
        }
        int from = start + place.position();
        if (from > text.length()) {
            return Optional.empty();
        }
        Optional<String> token = place.token().filter(word -> text.startsWith(word, from));
        if (token.isPresent()) {
            return Optional.of(new Span(from, from + token.get().length()));
        }
        Matcher word = WORD.matcher(text).region(from, text.length());
        int end = word.lookingAt() ? word.end() : Math.min(from + 1, text.length());
        return Optional.of(new Span(from, end));
    }

    private static Optional<Span> quoted(String text, String message) {
        return name(message).flatMap(name -> {
            Matcher place = Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                    .matcher(text);
            return place.find() ? Optional.of(new Span(place.start(), place.end())) : Optional.empty();
        });
    }

    /** The name that a message is about: the last one that it quotes. */
    static Optional<String> name(String message) {
        Matcher matcher = QUOTED.matcher(message);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.group(1));
        }
        return last;
    }
}
