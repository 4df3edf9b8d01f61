package vedette.kql.syntax;

import static java.util.Objects.requireNonNull;

import vedette.kql.Span;

/**
 * A word, literal or symbol with the white space and comments before it.
 *
 * @param kind what it is by its spelling
 * @param trivia the white space and comments before it, as they stand
 * @param text the token itself, as it stands
 * @param start where {@code text} starts, in UTF-16 characters
 */
public record Token(TokenKind kind, String trivia, String text, int start) implements Element {

    public Token {
        requireNonNull(kind, "kind is null");
        requireNonNull(trivia, "trivia is null");
        requireNonNull(text, "text is null");
    }

    /** What was expected at an offset and is not there. */
    static Token missing(int start) {
        return new Token(TokenKind.MISSING, "", "", start);
    }

    /** Whether the parser put it in for something that is not there. */
    public boolean isMissing() {
        return kind == TokenKind.MISSING;
    }

    /** Whether it is this word or symbol; case counts, as everywhere in KQL. */
    public boolean is(String word) {
        return (kind == TokenKind.WORD || kind == TokenKind.SYMBOL) && text.equals(word);
    }

    /** Where it stands, without its trivia. */
    @Override
    public Span span() {
        return new Span(start, start + text.length());
    }

    /** Whether an empty line comes before it. */
    public boolean followsEmptyLine() {
        String[] lines = trivia.split("\n", -1);
        for (int i = 1; i < lines.length - 1; i++) {
            if (lines[i].isBlank()) {
                return true;
            }
        }
        return false;
    }
}
