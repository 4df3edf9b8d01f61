package vedette.sentinel.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vedette.frame.Ticks;
import vedette.kql.Excerpt;
import vedette.kql.Kql;
import vedette.kql.Parsed;
import vedette.kql.Problem;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;
import vedette.sentinel.library.Arguments.Argument;
import vedette.sentinel.library.Arguments.PackText;
import vedette.sentinel.library.Arguments.Value;

/** Fills a template so that a value stays a value wherever it stands. For one use. */
final class Rendering {

    /*
     * Packs are written for pasting, but what a value means depends on where it lands. So the template is first made KQL
     * with a word of its own in each parameter's place, and KQL's own lexer says what that place is:
     *
     *   in a string      the whole string is written anew from its value: whatever its quotation, nothing can leave it
     *   in datetime(...) and its like: the literal of the value
     *   in dynamic(...)  as in the query, with literals only
     *   in a comment     without line breaks
     *   in a longer word letters, digits and _ only
     *   bare             typed values as literals; a text is a piece of KQL by msticpy's rules, and is proven to be one
     *
     * A pack's own text defaults are part of its query (and are escaped for pasting, where they are), so they are pasted
     * before the lexer looks.
     */
    private static final Pattern TYPED = Pattern.compile("([a-z]+)\\s*\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern IN_TYPED = Pattern.compile("[\\p{Alnum}_.:+\\- ]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern BLANK_TO_LINE_END = Pattern.compile("[ \\t]*\\R");

    private final Template template;
    private final Map<String, Argument> arguments;
    private final String marker;
    private final Pattern markers;
    private final StringBuilder rendered = new StringBuilder();
    /** The same query with each piece of KQL that the user gave replaced by what surely fits. */
    private final StringBuilder neutral = new StringBuilder();

    private Rendering(Template template, Map<String, Argument> arguments) {
        this.template = template;
        this.arguments = arguments;
        this.marker = unused(template.toString() + arguments);
        this.markers = Pattern.compile(marker + "(\\d+)e");
    }

    /**
     * The query with values in its parameters' places.
     *
     * @throws QueryLibraryException where a value does not fit its place
     */
    static String of(Template template, Map<String, Argument> arguments) {
        return new Rendering(template, arguments).rendered();
    }

    private static String unused(String text) {
        String word = "parameter";
        while (text.contains(word)) {
            word += "q";
        }
        return word;
    }

    private String rendered() {
        List<Token> tokens = Kql.parse(marked()).program().tokens().stream()
                .filter(token -> !token.isMissing())
                .toList();
        for (int i = 0; i < tokens.size(); i++) {
            append(inTrivia(tokens.get(i).trivia()));
            add(tokens, i);
        }
        check();
        return rendered.toString();
    }

    /** The template as KQL, with the pack's texts and a marker for each value. */
    private String marked() {
        StringBuilder text = new StringBuilder();
        List<String> names = List.copyOf(arguments.keySet());
        List<Template.Part> parts = template.parts();
        boolean dropLine = false;
        for (Template.Part part : parts) {
            switch (part) {
                case Template.Text literal -> {
                    Matcher lineEnd = BLANK_TO_LINE_END.matcher(literal.text());
                    boolean drops = dropLine && lineEnd.lookingAt();
                    text.append(
                            literal.text(),
                            drops ? lineEnd.end() : 0,
                            literal.text().length());
                    dropLine = false;
                }
                case Template.Hole hole -> {
                    String filling = filling(hole.name(), names.indexOf(hole.name()));
                    text.append(filling);
                    // A line that held nothing but an empty parameter would be an empty line, which ends queries.
                    dropLine = filling.isEmpty() && (dropLine || endsWithBlankLine(text));
                }
            }
        }
        return text.toString();
    }

    private static boolean endsWithBlankLine(CharSequence text) {
        int at = text.length();
        while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
    }

    private String filling(String name, int index) {
        return switch (arguments.get(name)) {
            case PackText pack -> pack.text();
            case Value(String text) when text.isEmpty() -> "";
            case Value value -> marker + index + "e";
            case null -> throw new QueryLibraryException("the query uses '" + name + "', which it does not declare");
        };
    }

    private void add(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        Matcher found = markers.matcher(token.text());
        if (!found.find()) {
            append(token.text());
            return;
        }
        switch (token.kind()) {
            case STRING -> append(inString(token.text()));
            case TYPED -> append(inTyped(token.text()));
            case DYNAMIC -> append(inDynamic(token.text()));
            case UNKNOWN ->
                throw new QueryLibraryException(
                        "the query has a string that does not end on its line: " + template("", token.text()));
            default -> {
                if (found.matches()) {
                    bare(tokens, index, parameter(found));
                } else {
                    append(replaced(token.text(), Rendering::word));
                }
            }
        }
    }

    private void append(String text) {
        rendered.append(text);
        neutral.append(text);
    }

    /** Names instead of markers, for messages. */
    private String template(String before, String text) {
        return before + replaced(text, (name, value) -> "{" + name + "}");
    }

    private interface Filling {
        String of(String name, Object value);
    }

    private String replaced(String text, Filling filling) {
        return markers.matcher(text).replaceAll(match -> {
            String name = name(Integer.parseInt(match.group(1)));
            return Matcher.quoteReplacement(filling.of(name, value(name)));
        });
    }

    private String name(int index) {
        return List.copyOf(arguments.keySet()).get(index);
    }

    private String parameter(Matcher found) {
        return name(Integer.parseInt(found.group(1)));
    }

    private Object value(String name) {
        return ((Value) arguments.get(name)).value();
    }

    private String inTrivia(String trivia) {
        return replaced(trivia, (name, value) -> text(name, value).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "));
    }

    private String inString(String token) {
        String hidden = token.startsWith("h") || token.startsWith("H") ? token.substring(0, 1) : "";
        return hidden + vedette.kql.Literal.print(replaced(Literals.string(token), Rendering::text));
    }

    private String inTyped(String token) {
        Matcher typed = TYPED.matcher(token);
        Matcher whole = typed.matches() ? markers.matcher(typed.group(2).strip()) : markers.matcher("");
        if (whole.matches()
                && value(parameter(whole)) instanceof java.time.Instant instant
                && typed.group(1).equals("datetime")) {
            return vedette.kql.Literal.print(instant);
        }
        return replaced(token, (name, value) -> {
            String text = text(name, value);
            if (!IN_TYPED.matcher(text).matches()) {
                throw unfit(name, "stands in " + template("", token) + " and must be such a value");
            }
            return text;
        });
    }

    private String inDynamic(String token) {
        int open = token.indexOf('(');
        StringBuilder text = new StringBuilder(token.substring(0, open + 1));
        for (Token inner : Kql.parse(token.substring(open + 1, token.length() - 1))
                .program()
                .tokens()) {
            text.append(inTrivia(inner.trivia()));
            Matcher found = markers.matcher(inner.text());
            if (!found.find()) {
                text.append(inner.text());
            } else if (inner.kind() == TokenKind.STRING) {
                text.append(inString(inner.text()));
            } else if (found.matches()) {
                text.append(dynamic(parameter(found)));
            } else {
                text.append(replaced(inner.text(), Rendering::word));
            }
        }
        return text.append(')').toString();
    }

    private String dynamic(String name) {
        return switch (value(name)) {
            case String text ->
                Fragment.literals(text)
                        .orElseThrow(() -> unfit(name, "stands in dynamic(...) and must be literals"))
                        .kql();
            case List<?> items -> items.stream().map(Rendering::literal).collect(Collectors.joining(", "));
            case Object value -> literal(value);
        };
    }

    private void bare(List<Token> tokens, int index, String name) {
        switch (value(name)) {
            case String text -> {
                Fragment fragment = fragment(tokens, index, text)
                        .orElseThrow(() -> unfit(
                                name,
                                "stands bare in the query, so it must be a name, a value, an operator or an expression"
                                        + " of KQL, or operators that begin with | where those can stand"));
                rendered.append(fragment.kql());
                neutral.append(fragment.neutral());
            }
            case List<?> items ->
                append(
                        items.isEmpty()
                                ? "dynamic([])"
                                : items.stream().map(Rendering::literal).collect(Collectors.joining(", ")));
            case Object value -> append(literal(value));
        }
    }

    private Optional<Fragment> fragment(List<Token> tokens, int index, String text) {
        Token next = tokens.get(index + 1);
        boolean last = next.kind() == TokenKind.END
                || List.of("|", ")", ";", "}").contains(next.text())
                || markers.matcher(next.text()).matches();
        boolean behindBar = index > 0 && tokens.get(index - 1).is("|");
        if (behindBar) {
            return last ? Fragment.behindBar(text) : Optional.empty();
        }
        return (last ? Fragment.operators(text) : Optional.<Fragment>empty())
                .or(() -> Fragment.comparison(text))
                .or(() -> Fragment.expressions(text));
    }

    /** Pieces that are right by themselves and yet make no query here are the user's mistake, not the pack's. */
    private void check() {
        String text = rendered.toString();
        if (text.contentEquals(neutral)) {
            return;
        }
        Parsed parsed = Kql.parse(text);
        long before = Kql.parse(neutral.toString()).problems().stream()
                .filter(Problem::isError)
                .count();
        List<Problem> errors =
                parsed.problems().stream().filter(Problem::isError).toList();
        if (errors.size() > before) {
            throw new QueryLibraryException("the values make no query:\n" + Excerpt.of(text, errors.getFirst()));
        }
    }

    private static QueryLibraryException unfit(String name, String why) {
        return new QueryLibraryException("the value of " + name + " does not fit: it " + why);
    }

    private static String word(String name, Object value) {
        String text = text(name, value);
        if (!WORD.matcher(text).matches()) {
            throw unfit(name, "is part of a longer word and must be letters, digits and _");
        }
        return text;
    }

    /** A value as it reads inside a string. */
    private static String text(String name, Object value) {
        return switch (value) {
            case List<?> list -> throw unfit(name, "stands in quotes and takes one value, not a list");
            case Map<?, ?> map -> throw unfit(name, "stands in quotes and takes one value, not a map");
            case java.time.Instant instant -> Ticks.formatDatetime(Ticks.of(instant));
            case java.time.Duration duration -> Ticks.formatTimespan(vedette.frame.Frames.ticks(duration));
            case java.math.BigDecimal number -> number.toPlainString();
            case Object other -> other.toString();
        };
    }

    /** A value as it reads outside of strings; whole numbers plainly, as people write them. */
    private static String literal(Object value) {
        return value instanceof Long number && number >= 0 ? number.toString() : vedette.kql.Literal.print(value);
    }
}
