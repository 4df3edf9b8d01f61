package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.frame.Json;
import vedette.frame.Ticks;
import vedette.kql.syntax.Literals;

/**
 * The text inside {@code dynamic(...)}: JSON in which strings may stand in any of KQL's quotations and dates, timespans
 * and guids in KQL's form.
 */
final class DynamicLiteral {

    private static final Pattern STRING = Pattern.compile(
            "@\"(?:[^\"]|\"\")*\"|@'(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern TYPED =
            Pattern.compile("(datetime|timespan|time|guid|long|int|real|double|bool)\\s*\\(([^)]*)\\)");
    private static final Pattern DYNAMIC = Pattern.compile("dynamic\\s*\\(");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final int MOST_LEVELS = 300;

    private final String text;
    private int at;

    DynamicLiteral(String text) {
        this.text = text;
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    /** The value as JSON; empty where the text is none. */
    Optional<String> json() {
        try {
            Object value = value(0);
            blanks();
            return at == text.length() ? Optional.of(Json.print(value)) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private @Nullable Object value(int level) {
        blanks();
        if (at >= text.length() || level > MOST_LEVELS) {
            throw new Malformed();
        }
        char c = text.charAt(at);
        if (c == '[') {
            return array(level);
        }
        if (c == '{') {
            return bag(level);
        }
        return taken(STRING).<Object>map(Literals::string).orElseGet(() -> unquoted(level));
    }

    private @Nullable Object unquoted(int level) {
        int nested = nestedDynamic();
        if (nested > 0) {
            at += nested;
            Object value = value(level + 1);
            blanks();
            expect(')');
            return value;
        }
        Matcher typed = TYPED.matcher(text).region(at, text.length());
        if (typed.lookingAt()) {
            at = typed.end();
            return typed(typed.group(1), typed.group(2).strip());
        }
        Optional<String> number = taken(NUMBER);
        if (number.isPresent()) {
            return number(number.get());
        }
        return switch (taken(WORD).orElseThrow(Malformed::new)) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> throw new Malformed();
        };
    }

    /** How long the opening of a {@code dynamic(} is that stands here, 0 where none does. */
    private int nestedDynamic() {
        Matcher opening = DYNAMIC.matcher(text).region(at, text.length());
        return opening.lookingAt() ? opening.end() - at : 0;
    }

    private static Object number(String text) {
        try {
            return text.matches("[+-]?\\d+") ? (Object) Long.parseLong(text) : (Object) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.parseDouble(text);
        }
    }

    private static Object typed(String type, String inner) {
        return switch (type) {
            case "datetime" -> Ticks.formatDatetime(Ticks.parseDatetime(inner).orElseThrow(Malformed::new));
            case "timespan", "time" ->
                Ticks.formatTimespan(Ticks.parseTimespan(inner).orElseThrow(Malformed::new));
            case "guid" -> inner;
            case "bool" -> Boolean.parseBoolean(inner);
            default -> number(inner);
        };
    }

    private List<Object> array(int level) {
        List<Object> items = new ArrayList<>();
        at++;
        while (!closes(']')) {
            items.add(value(level + 1));
            separator(']');
        }
        return items;
    }

    private Map<String, Object> bag(int level) {
        Map<String, Object> bag = new LinkedHashMap<>();
        at++;
        while (!closes('}')) {
            String key = taken(STRING)
                    .map(Literals::string)
                    .orElseGet(() -> taken(WORD).orElseThrow(Malformed::new));
            blanks();
            expect(':');
            bag.put(key, value(level + 1));
            separator('}');
        }
        return bag;
    }

    private boolean closes(char bracket) {
        blanks();
        if (at < text.length() && text.charAt(at) == bracket) {
            at++;
            return true;
        }
        return false;
    }

    private void separator(char bracket) {
        blanks();
        if (at < text.length() && text.charAt(at) != bracket) {
            expect(',');
        }
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw new Malformed();
        }
        at++;
    }

    private Optional<String> taken(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.group());
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
