package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Span;

/** Cuts a text into tokens that, with their trivia, are the text again. Never fails: what begins nothing is UNKNOWN. */
final class Lexer {

    /*
     * Words: KQL's operators have hyphens, its names have none; so the hyphenated words are a list, and "a-b" is a
     * difference in all other cases.
     * Typed literals: datetime(2026-11-02) holds raw text, which has no tokens of its own. The same words are names
     * elsewhere, so they count only before a parenthesis that closes with no other one opened.
     */
    private static final Pattern SPACE = Pattern.compile("[\\s\\h\\uFEFF\\u200B-\\u200D\\u2060]+");
    // A line that begins with # is a directive for an editor, and nothing to KQL itself.
    private static final Pattern COMMENT = Pattern.compile("(?://|(?<![^\\r\\n])#)[^\\r\\n]*");
    private static final Pattern HYPHENATED = Pattern.compile(
            "(?:project-(?:away|keep|rename|reorder|smart)|mv-(?:expand|apply)|make-(?:series|graph)|parse-(?:where|kv)|"
                    + "sample-distinct|top-(?:nested|hitters)|graph-(?:match|merge|to-table|mark-components|shortest-paths)|"
                    + "macro-expand|assert-schema|execute-and-cache)(?![\\w-])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern TIMESPAN = Pattern.compile("\\d+(?:\\.\\d+)?(?:microseconds|microsecond|milliseconds|"
            + "millisecond|nanoseconds|nanosecond|seconds|second|minutes|minute|micros|micro|millis|milli|nanos|nano|hours|"
            + "hour|ticks|tick|days|day|mins|min|secs|sec|hrs|hr|ms|d|h|m|s)(?![\\p{L}\\p{N}_])");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+(?![\\p{L}\\p{N}_])");
    private static final Pattern REAL =
            Pattern.compile("\\d+(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+|\\.(?!\\.))(?![\\p{L}\\p{N}_])");
    // Names may begin with digits: 5_Min_Count.
    private static final Pattern DIGITS_AND_NAME = Pattern.compile("\\d+[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern LONG = Pattern.compile("\\d+");
    private static final Pattern TYPED = Pattern.compile(
            "(?:datetime|date|timespan|time|guid|uuid|uniqueid|long|int|real|double|decimal|boolean|bool)\\s*"
                    + "\\(\\s*+(?:\"[^\"\\r\\n]*\"|'[^'\\r\\n]*'|[^()\\r\\n\"'|;]*+)\\s*+\\)");
    private static final Pattern SYMBOL =
            Pattern.compile("![a-z_]+~?|\\.\\.|==|=~|=>|!=|!~|<>|<=|>=|[-+*/%<>=(){}\\[\\]|,;:.?]");
    private static final Pattern WORD_WITH_TILDE = Pattern.compile("in~");
    private static final Set<String> NEGATIONS = Set.of(
            "!in",
            "!in~",
            "!has",
            "!has_cs",
            "!hasprefix",
            "!hasprefix_cs",
            "!hassuffix",
            "!hassuffix_cs",
            "!contains",
            "!contains_cs",
            "!startswith",
            "!startswith_cs",
            "!endswith",
            "!endswith_cs",
            "!between",
            "!has_any",
            "!has_all");

    private final String text;
    private final List<Problem> problems;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text, List<Problem> problems) {
        this.text = text;
        this.problems = problems;
    }

    /** The tokens of a text, the END token last; problems of spelling go to the list. */
    static List<Token> tokens(String text, List<Problem> problems) {
        Lexer lexer = new Lexer(text, problems);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    private void run() {
        while (true) {
            int start = triviaEnd();
            String trivia = text.substring(position, start);
            if (start >= text.length()) {
                tokens.add(new Token(TokenKind.END, trivia, "", start));
                return;
            }
            position = start;
            add(trivia, start);
        }
    }

    /** A loop and no pattern of both, since a repeated choice costs the matcher's stack for each repetition. */
    private int triviaEnd() {
        int end = position;
        int length;
        do {
            length = matched(SPACE, end).length();
            length += matched(COMMENT, end + length).length();
            end += length;
        } while (length > 0);
        return end;
    }

    private void add(String trivia, int start) {
        int stringLength = StringScanner.length(text, start);
        if (stringLength != 0) {
            string(trivia, start, stringLength);
            return;
        }
        int dynamicLength = StringScanner.dynamicLength(text, start);
        if (dynamicLength > 0) {
            token(TokenKind.DYNAMIC, trivia, start, dynamicLength);
        } else if (!take(TokenKind.TYPED, TYPED, trivia, start)
                && !take(TokenKind.WORD, HYPHENATED, trivia, start)
                && !take(TokenKind.SYMBOL, WORD_WITH_TILDE, trivia, start)
                && !take(TokenKind.WORD, WORD, trivia, start)
                && !take(TokenKind.TIMESPAN, TIMESPAN, trivia, start)
                && !take(TokenKind.LONG, HEXADECIMAL, trivia, start)
                && !take(TokenKind.REAL, REAL, trivia, start)
                && !take(TokenKind.WORD, DIGITS_AND_NAME, trivia, start)
                && !take(TokenKind.LONG, LONG, trivia, start)) {
            symbol(trivia, start);
        }
    }

    private void symbol(String trivia, int start) {
        String symbol = matched(SYMBOL, start);
        boolean negation = symbol.length() > 2 && symbol.startsWith("!");
        if (symbol.isEmpty() || (negation && !NEGATIONS.contains(symbol))) {
            int length = Character.charCount(text.codePointAt(start));
            problems.add(Problem.of(
                    ProblemCode.UNKNOWN_CHARACTER,
                    new Span(start, start + length),
                    text.substring(start, start + length)));
            token(TokenKind.UNKNOWN, trivia, start, length);
        } else {
            token(TokenKind.SYMBOL, trivia, start, symbol.length());
        }
    }

    private void string(String trivia, int start, int scanned) {
        int length = Math.abs(scanned);
        Span span = new Span(start, start + length);
        if (scanned < 0) {
            problems.add(Problem.of(ProblemCode.UNTERMINATED_STRING, span));
        } else {
            Literals.wrongEscape(text.substring(start, start + length))
                    .ifPresent(offset -> problems.add(escapeProblem(start, length, offset)));
        }
        token(scanned < 0 ? TokenKind.UNKNOWN : TokenKind.STRING, trivia, start, length);
    }

    private Problem escapeProblem(int start, int length, int offset) {
        String literal = text.substring(start, start + length);
        int end = Math.min(offset + 2, literal.length());
        String quote = literal.substring(literal.length() - 1);
        String inner = literal.substring(literal.indexOf(quote) + 1, literal.length() - 1);
        return Problem.of(
                ProblemCode.NO_ESCAPE,
                new Span(start + offset, start + end),
                literal.substring(offset, end),
                quote + inner.replace("\\", "\\\\") + quote,
                "@" + quote + inner + quote);
    }

    private boolean take(TokenKind kind, Pattern pattern, String trivia, int start) {
        String found = matched(pattern, start);
        if (found.isEmpty()) {
            return false;
        }
        token(kind, trivia, start, found.length());
        return true;
    }

    private void token(TokenKind kind, String trivia, int start, int length) {
        tokens.add(new Token(kind, trivia, text.substring(start, start + length), start));
        position = start + length;
    }

    private String matched(Pattern pattern, int start) {
        Matcher matcher = pattern.matcher(text).region(start, text.length());
        matcher.useTransparentBounds(true);
        return matcher.lookingAt() ? matcher.group() : "";
    }
}
