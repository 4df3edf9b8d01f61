package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * A query's text with parameters in braces: {@code SecurityEvent | where Computer == {host}}.
 *
 * <p>A parameter is an opening brace, a name and a closing brace, with nothing between them. It is none
 *
 * <ul>
 *   <li>inside a string, a comment or {@code dynamic(...)}, which are one token or none for KQL too;
 *   <li>directly behind a closing parenthesis, where a function's body stands: {@code let f = (){T};}
 *   <li>with white space inside the braces, which leaves a way to write a body of one name anywhere.
 * </ul>
 *
 * <p>A parameter may be all that a typed literal holds, as in {@code datetime({start})}. The value replaces the whole of
 * it when it is a typed literal by itself, so that {@code datetime(datetime(...))} does not arise.
 *
 * <p>Immutable.
 */
public final class QueryTemplate {

    private static final Pattern TYPED = Pattern.compile("[a-z]+\\s*\\(\\s*(\\{([\\p{L}_][\\p{L}\\p{N}_]*)})\\s*\\)");
    private static final Pattern TYPED_VALUE = Pattern.compile("[a-z]+\\(.*\\)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final String text;
    private final List<Parameter> parameters;

    private QueryTemplate(String text, List<Parameter> parameters) {
        this.text = text;
        this.parameters = List.copyOf(parameters);
    }

    /** Finds the parameters of a text, whatever the text. */
    public static QueryTemplate of(String text) {
        List<Token> tokens = Kql.parse(requireNonNull(text, "text is null")).program().tokens().stream()
                .filter(token -> !token.isMissing())
                .toList();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == TokenKind.TYPED) {
                addTyped(token, parameters);
            } else if (isParameter(tokens, i)) {
                Span span = new Span(token.start(), tokens.get(i + 2).span().end());
                parameters.add(new Parameter(tokens.get(i + 1).text(), span, span));
            }
        }
        return new QueryTemplate(text, parameters);
    }

    private static void addTyped(Token token, List<Parameter> parameters) {
        Matcher matcher = TYPED.matcher(token.text());
        if (matcher.matches()) {
            Span braces = new Span(token.start() + matcher.start(1), token.start() + matcher.end(1));
            parameters.add(new Parameter(matcher.group(2), braces, token.span()));
        }
    }

    private static boolean isParameter(List<Token> tokens, int index) {
        if (!tokens.get(index).is("{") || index + 2 >= tokens.size()) {
            return false;
        }
        boolean isBody = index > 0 && tokens.get(index - 1).is(")");
        Token name = tokens.get(index + 1);
        Token close = tokens.get(index + 2);
        return !isBody
                && name.trivia().isEmpty()
                && NAME.matcher(name.text()).matches()
                && close.trivia().isEmpty()
                && close.is("}");
    }

    /** The parameters in the order of the text; a name may come several times. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The text with a value in each parameter's place.
     *
     * @param literals gives for a name the literal, as KQL text; it is put in as it is, so it must be escaped already
     */
    public Filled fill(Function<String, String> literals) {
        StringBuilder filled = new StringBuilder(text.length());
        List<Piece> pieces = new ArrayList<>();
        int copied = 0;
        for (Parameter parameter : parameters) {
            String literal = requireNonNull(literals.apply(parameter.name()), "literal is null");
            boolean whole = TYPED_VALUE.matcher(literal).matches();
            Span replaced = whole ? parameter.typed() : parameter.span();
            filled.append(text, copied, replaced.start());
            Span generated = new Span(filled.length(), filled.length() + literal.length());
            filled.append(literal);
            pieces.add(new Piece(generated, replaced));
            copied = replaced.end();
        }
        filled.append(text, copied, text.length());
        return new Filled(filled.toString(), pieces);
    }

    /**
     * A parameter's place.
     *
     * @param name without braces
     * @param span its place, braces included
     * @param typed the typed literal that holds nothing but it, or else the same as {@code span}
     */
    public record Parameter(String name, Span span, Span typed) {}

    /** A value's place in the filled text, and the place in the user's text that it replaces. */
    record Piece(Span generated, Span source) {}

    /** A filled text, and the way back from it to the user's own text. */
    public static final class Filled {

        private final String text;
        private final List<Piece> pieces;

        private Filled(String text, List<Piece> pieces) {
            this.text = text;
            this.pieces = List.copyOf(pieces);
        }

        /** The text that can be parsed and run. */
        public String text() {
            return text;
        }

        /** The user's text that a stretch of the filled text comes from; all of a parameter for a part of its value. */
        public Span source(Span span) {
            int start = source(span.start(), true);
            return new Span(start, Math.max(start, source(span.end(), span.length() == 0)));
        }

        /** The same problem under the user's own text. */
        public Problem source(Problem problem) {
            return new Problem(
                    problem.code(),
                    problem.severity(),
                    source(problem.span()),
                    problem.message(),
                    problem.suggestion());
        }

        private int source(int offset, boolean isStart) {
            int shift = 0;
            for (Piece piece : pieces) {
                Span generated = piece.generated();
                if (offset <= generated.start()) {
                    break;
                }
                if (offset < generated.end()) {
                    return isStart ? piece.source().start() : piece.source().end();
                }
                shift = piece.source().end() - generated.end();
            }
            return offset + shift;
        }
    }
}
