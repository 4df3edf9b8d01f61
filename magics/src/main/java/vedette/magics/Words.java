package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kql.Span;
import vedette.kql.syntax.Literals;

/**
 * Reads a cell word by word. White space and comments separate words; quotes as in KQL and brackets keep them together.
 * For one thread.
 */
final class Words {

    private final String text;
    private final int end;
    private int at;

    /** The words of a stretch of a cell. */
    Words(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /** Where the next word starts, once {@link #skip} was called. */
    int at() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The character at an offset from here; a line break where the stretch ends. */
    char peek(int offset) {
        return at + offset < end ? text.charAt(at + offset) : '\n';
    }

    /** Goes over white space and comments. */
    Words skip() {
        while (at < end) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                skipLine();
            } else {
                break;
            }
        }
        return this;
    }

    /** Goes over white space within the line. */
    Words skipBlanks() {
        while (at < end && Character.isWhitespace(text.charAt(at)) && !isBreak(text.charAt(at))) {
            at++;
        }
        return this;
    }

    private void skipLine() {
        while (at < end && !isBreak(text.charAt(at))) {
            at++;
        }
    }

    /** The line's end, from here. */
    int lineEnd() {
        int to = at;
        while (to < end && !isBreak(text.charAt(to))) {
            to++;
        }
        return to;
    }

    /** The word that starts here, which is not gone over; empty at white space and at the end. */
    Optional<Word> peekWord() {
        int to = wordEnd();
        return to == at ? Optional.empty() : Optional.of(new Word(text.substring(at, to), new Span(at, to)));
    }

    /** The word that starts here. */
    Optional<Word> next() {
        Optional<Word> word = peekWord();
        word.ifPresent(found -> at = found.span().end());
        return word;
    }

    /** All words from here to the end of the stretch. */
    List<Word> rest() {
        List<Word> words = new ArrayList<>();
        while (!skip().atEnd()) {
            words.add(next().orElseThrow());
        }
        return words;
    }

    private int wordEnd() {
        int to = at;
        int depth = 0;
        while (to < end) {
            char c = text.charAt(to);
            int string = startsString(to) ? Math.abs(Literals.stringLength(text, to)) : 0;
            if (string > 0) {
                to = Math.min(end, to + string);
                continue;
            }
            if (Character.isWhitespace(c) && (depth == 0 || isBreak(c))) {
                break;
            }
            depth = Math.max(0, depth + nesting(c));
            to++;
        }
        return to;
    }

    /** A quote within a word of letters is an apostrophe. */
    private boolean startsString(int position) {
        char c = text.charAt(position);
        boolean quote = c == '"' || c == '\'' || c == '`' || c == '~' || c == '@' || c == 'h' || c == 'H';
        return quote && (position == at || !Character.isLetterOrDigit(text.charAt(position - 1)));
    }

    private static int nesting(char c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
