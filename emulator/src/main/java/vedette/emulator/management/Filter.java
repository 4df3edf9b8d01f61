package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditions of OData that lists take: comparisons of {@code properties/...} with strings, numbers and times,
 * {@code contains}, {@code startswith}, {@code and}, {@code or}, {@code not} and brackets.
 */
final class Filter {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:('(?:[^']|'')*')|([A-Za-z_][\\w/]*)|(\\d[\\w:.+-]*)|([(),]))");

    private final String text;
    private final Matcher tokens;
    private String token = "";
    private int end;

    private Filter(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
    }

    /** The test that a condition describes. */
    static Predicate<JsonNode> parse(String text) {
        Filter filter = new Filter(text);
        filter.advance();
        Predicate<JsonNode> condition = filter.or();
        if (!filter.token.isEmpty()) {
            throw filter.wrong();
        }
        return condition;
    }

    private void advance() {
        if (text.substring(end).isBlank()) {
            token = "";
        } else if (tokens.region(end, text.length()).lookingAt()) {
            token = tokens.group().strip();
            end = tokens.end();
        } else {
            throw wrong();
        }
    }

    private Predicate<JsonNode> or() {
        Predicate<JsonNode> left = and();
        while (accept("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<JsonNode> and() {
        Predicate<JsonNode> left = not();
        while (accept("and")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<JsonNode> not() {
        if (accept("not")) {
            return not().negate();
        }
        if (accept("(")) {
            Predicate<JsonNode> inner = or();
            expect(")");
            return inner;
        }
        if (accept("contains")) {
            return call((value, part) -> value.contains(part));
        }
        return accept("startswith") ? call((value, part) -> value.startsWith(part)) : comparison();
    }

    private interface TextTest {
        boolean holds(String value, String part);
    }

    private Predicate<JsonNode> call(TextTest test) {
        expect("(");
        String path = path();
        expect(",");
        String part = string().toLowerCase(Locale.ROOT);
        expect(")");
        return resource -> test.holds(at(resource, path).asText("").toLowerCase(Locale.ROOT), part);
    }

    private Predicate<JsonNode> comparison() {
        String path = path();
        String operator = take();
        String literal = take();
        if (!operator.matches("eq|ne|gt|ge|lt|le") || literal.isEmpty() || literal.matches("[(),]")) {
            throw wrong();
        }
        return resource -> {
            int order = compare(at(resource, path), literal);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        };
    }

    private static int compare(JsonNode value, String literal) {
        if (literal.startsWith("'")) {
            return value.asText("").compareToIgnoreCase(unquoted(literal));
        }
        if (value.isNumber() && literal.matches("\\d+")) {
            return Long.compare(value.asLong(), Long.parseLong(literal));
        }
        try {
            return instant(value.asText("")).compareTo(instant(literal));
        } catch (DateTimeParseException e) {
            return value.asText("").compareToIgnoreCase(literal);
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** The value that a path such as {@code properties/owner/email} leads to. */
    static JsonNode at(JsonNode resource, String path) {
        return resource.at("/" + path);
    }

    private String path() {
        String path = take();
        if (!path.startsWith("properties/") && !path.equals("name")) {
            throw wrong();
        }
        return path;
    }

    private String string() {
        String literal = take();
        if (!literal.startsWith("'")) {
            throw wrong();
        }
        return unquoted(literal);
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    private String take() {
        String taken = token;
        if (taken.isEmpty()) {
            throw wrong();
        }
        advance();
        return taken;
    }

    private boolean accept(String word) {
        if (!token.equals(word)) {
            return false;
        }
        advance();
        return true;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw wrong();
        }
    }

    private Refusal wrong() {
        return new Refusal(400, "BadRequest", "Invalid filter clause: '" + text + "'.");
    }
}
