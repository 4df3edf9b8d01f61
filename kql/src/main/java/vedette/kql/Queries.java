package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Statement;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/** Cuts a text that holds several queries, as an editor's page or a notebook's cell does. Pure functions. */
public final class Queries {

    /*
     * An empty line ends a query only where a query can end and another one can begin: not in brackets or strings, not
     * behind what wants to go on, not before what goes on. People put empty lines into long queries to breathe.
     */
    private static final Set<String> GOING_ON_BEHIND = Set.of(
            "let",
            "where",
            "filter",
            "extend",
            "project",
            "project-away",
            "project-keep",
            "project-rename",
            "project-reorder",
            "summarize",
            "sort",
            "order",
            "top",
            "take",
            "limit",
            "join",
            "lookup",
            "parse",
            "parse-where",
            "mv-expand",
            "mv-apply",
            "make-series",
            "render",
            "print",
            "by",
            "on",
            "with",
            "and",
            "or",
            "in",
            "between",
            "has",
            "contains",
            "startswith",
            "endswith",
            "matches",
            "regex");

    private static final Set<String> ENDING_SYMBOLS = Set.of(")", "]", "}", "*");

    private static final Set<String> GOING_ON_BEFORE = Set.of(
            "|",
            ")",
            "]",
            "}",
            ",",
            ";",
            "=",
            "==",
            "!=",
            "=~",
            "!~",
            "<>",
            "<",
            ">",
            "<=",
            ">=",
            "*",
            "/",
            "..",
            ":",
            "on",
            "by",
            "and",
            "or",
            "with",
            "asc",
            "desc",
            "nulls",
            "between",
            "in",
            "has",
            "contains");

    private Queries() {}

    /** Where a text is cut. */
    public enum Split {
        /** Nowhere: the text is one query. */
        NONE,
        /** At empty lines that end a query. */
        SMART,
        /** At every empty line outside of a string. */
        BLANK
    }

    /**
     * Where the queries of a text stand, without the white space around them; comments belong to what follows them. Empty
     * for a text without a query.
     */
    public static List<Span> split(String text, Split split) {
        requireNonNull(split, "split is null");
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int end = 0;
        int depth = 0;
        Token before = null;
        for (Token token : tokens(text)) {
            if (token.kind() == TokenKind.END) {
                break;
            }
            boolean cuts = split != Split.NONE
                    && before != null
                    && token.followsEmptyLine()
                    && (split == Split.BLANK || (depth == 0 && !goesOnBehind(before) && !goesOnBefore(token)));
            if (cuts) {
                add(text, start, end, spans);
                start = end;
                depth = 0;
            }
            depth = Math.max(0, depth + nesting(token));
            end = token.span().end();
            before = token;
        }
        if (before != null) {
            add(text, start, end, spans);
        }
        return spans;
    }

    /**
     * Whether a query limits the time of its rows by itself: whether a condition of it names a column of time that
     * Microsoft's
     * tables have, or compares with a moment.
     */
    public static boolean limitsTime(String query) {
        return TimeConditions.isIn(Kql.parse(query).program());
    }

    /**
     * Where {@code | take n} goes so that a text's last query sends no more rows: before its {@code render}, else at its
     * end. Empty for a text whose last statement is no query, such as a management command.
     */
    public static OptionalInt takeOffset(String text) {
        return Kql.parse(text).program().statements().stream()
                .filter(Statement.Query.class::isInstance)
                .map(Statement.Query.class::cast)
                .reduce((earlier, later) -> later)
                .filter(query -> query.skipped().isEmpty() && !(query.expression() instanceof Expression.Missing))
                .map(query -> OptionalInt.of(end(query.expression())))
                .orElseGet(OptionalInt::empty);
    }

    private static int end(Expression expression) {
        if (expression instanceof Expression.Pipe(Expression source, List<Clause.Step> steps)
                && !steps.isEmpty()
                && steps.getLast().operator().keyword().is("render")) {
            return steps.size() == 1
                    ? source.span().end()
                    : steps.get(steps.size() - 2).span().end();
        }
        return expression.span().end();
    }

    /**
     * The names that stand alone on the right of a {@code let} and that the text itself does not define: what another
     * program's notebook would have put its variable's value in for. Each with its place.
     */
    public static SequencedMap<Span, String> borrowedNames(String text) {
        SequencedMap<Span, String> names = new LinkedHashMap<>();
        Set<String> defined = new HashSet<>();
        for (Statement statement : Kql.parse(text).program().statements()) {
            if (statement instanceof Statement.Let let) {
                if (let.value() instanceof Expression.Name name
                        && name.tokens().size() == 1
                        && !defined.contains(name.name())) {
                    names.put(name.span(), name.name());
                }
                defined.add(let.name().name());
            }
        }
        return names;
    }

    /** A text's words, literals and symbols in order, the end last. */
    static List<Token> tokens(String text) {
        return Kql.parse(text).program().tokens().stream()
                .filter(token -> !token.isMissing())
                .toList();
    }

    private static void add(String text, int from, int to, List<Span> spans) {
        int start = from;
        while (start < to && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        spans.add(new Span(start, to));
    }

    private static int nesting(Token token) {
        if (token.is("(") || token.is("[") || token.is("{")) {
            return 1;
        }
        return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
    }

    private static boolean goesOnBehind(Token token) {
        return switch (token.kind()) {
            case SYMBOL -> !ENDING_SYMBOLS.contains(token.text());
            case WORD -> GOING_ON_BEHIND.contains(token.text());
            default -> false;
        };
    }

    private static boolean goesOnBefore(Token token) {
        return switch (token.kind()) {
            case SYMBOL, WORD ->
                GOING_ON_BEFORE.contains(token.text()) || token.text().startsWith("!");
            default -> false;
        };
    }
}
