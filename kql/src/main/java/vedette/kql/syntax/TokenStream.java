package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Span;

/**
 * The parser's place in the tokens. It never goes back, and it counts what the parser asks: a parser that asks for ever
 * has a bug, which tests shall find and users shall not wait for.
 */
final class TokenStream {

    /** How deeply expressions may nest; each level costs about sixteen frames of a stack that may be small. */
    static final int MOST_LEVELS = 120;

    private static final int QUESTIONS_PER_TOKEN = 4000;

    private final List<Token> tokens;
    private final List<Problem> problems;
    private int index;
    private int levels;
    private long questions;

    TokenStream(List<Token> tokens, List<Problem> problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        if (++questions > (long) QUESTIONS_PER_TOKEN * tokens.size() + QUESTIONS_PER_TOKEN) {
            throw new IllegalStateException("the parser does not move on at " + tokens.get(index));
        }
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean atAny(String... words) {
        for (String word : words) {
            if (at(word)) {
                return true;
            }
        }
        return false;
    }

    boolean at(TokenKind kind) {
        return peek().kind() == kind;
    }

    boolean atEnd() {
        return at(TokenKind.END);
    }

    /** Whether a pipe, a query or what holds it ends here. */
    boolean atBoundary() {
        return atEnd() || atAny("|", ")", ";", "}", "]");
    }

    Token next() {
        Token token = peek();
        if (token.kind() != TokenKind.END) {
            index++;
        }
        return token;
    }

    Optional<Token> maybe(String word) {
        return at(word) ? Optional.of(next()) : Optional.empty();
    }

    /** The word or symbol that must stand here; a missing token and a problem where it does not. */
    Token expect(String word) {
        return at(word) ? next() : missing("'" + word + "'");
    }

    /** A missing token, and the problem that says what should stand here. */
    Token missing(String what) {
        int place = place();
        report(what, place);
        return Token.missing(place);
    }

    private void report(String what, int place) {
        Span span = new Span(place, place);
        boolean reported = problems.stream().anyMatch(problem -> problem.span().start() == place);
        if (!reported) {
            problems.add(
                    index == 0
                            ? Problem.of(ProblemCode.EXPECTED, span, what)
                            : Problem.of(
                                    ProblemCode.EXPECTED_AFTER,
                                    span,
                                    what,
                                    shortened(tokens.get(index - 1).text())));
        }
    }

    private static String shortened(String text) {
        return text.length() > 30 ? text.substring(0, 27) + "..." : text;
    }

    /** Where the last token ended: what is missing should stand behind it, not on the next line. */
    private int place() {
        return index == 0 ? peek().start() : tokens.get(index - 1).span().end();
    }

    void problem(ProblemCode code, Span span, Object... arguments) {
        problems.add(Problem.of(code, span, arguments));
    }

    /** All tokens up to where a pipe, a query or what holds it ends, brackets that open on the way included. */
    List<Token> skipToBoundary() {
        List<Token> skipped = new ArrayList<>();
        int open = 0;
        while (!atEnd() && (open > 0 || !atBoundary())) {
            if (atAny("(", "[", "{")) {
                open++;
            } else if (open > 0 && atAny(")", "]", "}")) {
                open--;
            }
            skipped.add(next());
        }
        return skipped;
    }

    /** All tokens up to a semicolon or the end, whatever brackets they open. */
    List<Token> skipToSemicolon() {
        List<Token> skipped = new ArrayList<>();
        while (!atEnd() && !at(";")) {
            skipped.add(next());
        }
        return skipped;
    }

    /** How many tokens ahead the bracket that opens here closes; 0 where it does not. */
    int closingDistance() {
        int open = 0;
        for (int ahead = 0; index + ahead < tokens.size(); ahead++) {
            Token token = tokens.get(index + ahead);
            if (token.is("(") || token.is("[") || token.is("{")) {
                open++;
            } else if ((token.is(")") || token.is("]") || token.is("}")) && --open == 0) {
                return ahead;
            }
        }
        return 0;
    }

    /** Goes a level deeper; false, with a problem, where that is too deep. */
    boolean enter() {
        if (levels >= MOST_LEVELS) {
            problem(ProblemCode.TOO_DEEP, peek().span(), MOST_LEVELS);
            return false;
        }
        levels++;
        return true;
    }

    void leave() {
        levels--;
    }
}
