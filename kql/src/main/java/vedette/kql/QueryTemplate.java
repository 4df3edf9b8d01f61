package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * A query's text with parameters in braces: {@code SecurityEvent | where Computer == {host}}.
 *
 * <p>A parameter is an opening brace, a name and a closing brace, with nothing between them. The name may lead into what
 * it names, {@code {logon.account}}, and may end in {@code :raw}, for text that is put in as it is, or {@code :id}, for
 * the name of a table or column. Two braces stand for one, as {@code {{x}}} for {@code {x}}. A parameter is none
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

    private static final Pattern TYPED = Pattern.compile(
            "[a-z]+\\s*\\(\\s*(\\{([\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*)})\\s*\\)");
    private static final Pattern TYPED_VALUE = Pattern.compile("[a-z]+\\(.*\\)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final String text;
    private final List<Parameter> parameters;
    private final List<Span> escapes;

    private QueryTemplate(String text, List<Parameter> parameters, List<Span> escapes) {
        this.text = text;
        this.parameters = List.copyOf(parameters);
        this.escapes = List.copyOf(escapes);
    }

    /** Finds the parameters of a text, whatever the text. */
    public static QueryTemplate of(String text) {
        List<Token> tokens = Queries.tokens(requireNonNull(text, "text is null"));
        List<Parameter> parameters = new ArrayList<>();
        List<Span> escapes = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            int escaped = token.is("{") ? escapeLength(tokens, at) : 0;
            if (token.kind() == TokenKind.TYPED) {
                addTyped(token, parameters);
            } else if (escaped > 0) {
                escapes.add(token.span());
                escapes.add(tokens.get(at + escaped - 1).span());
            } else if (token.is("{")) {
                parameter(tokens, at).ifPresent(parameters::add);
            }
            at += Math.max(1, escaped);
        }
        return new QueryTemplate(text, parameters, escapes);
    }

    private static void addTyped(Token token, List<Parameter> parameters) {
        Matcher matcher = TYPED.matcher(token.text());
        if (matcher.matches()) {
            Span braces = new Span(token.start() + matcher.start(1), token.start() + matcher.end(1));
            parameters.add(new Parameter(matcher.group(2), Form.VALUE, braces, token.span()));
        }
    }

    /** How many tokens {@code {{name}}} has that starts here; 0 where it is none. */
    private static int escapeLength(List<Token> tokens, int open) {
        if (open + 1 >= tokens.size() || !adjoins(tokens, open + 1, "{")) {
            return 0;
        }
        int close = nameEnd(tokens, open + 2);
        boolean isEscape = close > 0 && adjoins(tokens, close, "}") && adjoins(tokens, close + 1, "}");
        return isEscape ? close + 2 - open : 0;
    }

    private static Optional<Parameter> parameter(List<Token> tokens, int open) {
        boolean isBody = open > 0 && tokens.get(open - 1).is(")");
        int close = isBody ? 0 : nameEnd(tokens, open + 1);
        if (close == 0) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        tokens.subList(open + 1, close).forEach(token -> name.append(token.text()));
        Form form = Form.VALUE;
        int end = close;
        if (adjoins(tokens, close, ":")) {
            if (adjoins(tokens, close + 1, "raw")) {
                form = Form.RAW;
            } else if (adjoins(tokens, close + 1, "id")) {
                form = Form.NAME;
            }
            end = form == Form.VALUE ? close : close + 2;
        }
        if (!adjoins(tokens, end, "}")) {
            return Optional.empty();
        }
        Span span = new Span(tokens.get(open).start(), tokens.get(end).span().end());
        return Optional.of(new Parameter(name.toString(), form, span, span));
    }

    /** Where the tokens of {@code a.b.c} end that start here, with nothing between them; 0 where none does. */
    private static int nameEnd(List<Token> tokens, int from) {
        int at = from;
        while (true) {
            boolean isName = at < tokens.size()
                    && tokens.get(at).trivia().isEmpty()
                    && NAME.matcher(tokens.get(at).text()).matches();
            if (!isName) {
                return 0;
            }
            at++;
            if (!adjoins(tokens, at, ".")) {
                return at;
            }
            at++;
        }
    }

    private static boolean adjoins(List<Token> tokens, int index, String text) {
        return index < tokens.size()
                && tokens.get(index).trivia().isEmpty()
                && tokens.get(index).is(text);
    }

    /** The parameters in the order of the text; a name may come several times. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The text with a value in each parameter's place.
     *
     * @param literals gives for a parameter its literal, as KQL text; it is put in as it is, so it must be escaped already
     */
    public EditedText fill(Function<Parameter, String> literals) {
        List<EditedText.Edit> edits = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String literal = requireNonNull(literals.apply(parameter), "literal is null");
            boolean whole = TYPED_VALUE.matcher(literal).matches();
            edits.add(new EditedText.Edit(whole ? parameter.typed() : parameter.span(), literal));
        }
        escapes.forEach(escape -> edits.add(new EditedText.Edit(escape, "")));
        return EditedText.of(text, edits);
    }

    /** What a parameter's value is put in as. */
    public enum Form {
        /** A literal of the value's type. */
        VALUE,
        /** The value's text as it is. */
        RAW,
        /** The name of a table, column or function: {@code ['...']}. */
        NAME
    }

    /**
     * A parameter's place.
     *
     * @param name without braces; a path where it has dots
     * @param form what its value is put in as
     * @param span its place, braces included
     * @param typed the typed literal that holds nothing but it, or else the same as {@code span}
     */
    public record Parameter(String name, Form form, Span span, Span typed) {}
}
