package vedette.kernel.java;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is still open at the end of a text.
 *
 * @param brackets what is open, innermost first
 * @param isInText whether the end is inside a string or comment
 */
record OpenText(List<Bracket> brackets, boolean isInText) {

    OpenText {
        brackets = List.copyOf(brackets);
    }

    /**
     * An open bracket.
     *
     * @param closer what would close it
     * @param start where what stands behind it starts
     * @param last where what stands behind its last comma, or else behind itself, starts
     */
    record Bracket(char closer, int start, int last) {}

    /** Looks at a text. */
    static OpenText of(String text) {
        Deque<Bracket> open = new ArrayDeque<>();
        int at = 0;
        while (at < text.length()) {
            String end = quoteAt(text, at);
            if (end.isEmpty()) {
                bracket(text.charAt(at), at, open);
                at++;
                continue;
            }
            at = behindQuote(text, at, end);
            if (at < 0) {
                return new OpenText(List.copyOf(open), true);
            }
        }
        return new OpenText(List.copyOf(open), false);
    }

    /** What would close all of it, innermost first. */
    String closers() {
        StringBuilder closers = new StringBuilder();
        brackets.forEach(bracket -> closers.append(bracket.closer()));
        return closers.toString();
    }

    /** How many brackets are open. */
    int depth() {
        return brackets.size();
    }

    /** What makes a cell of an unfinished one when it is put behind it. */
    String ending() {
        return closers().replace("}", ";}") + ";";
    }

    /** How many arguments stand behind the one that a text starts in, up to the bracket that closes its call. */
    static int moreArguments(String text) {
        int depth = 0;
        int more = 0;
        int at = 0;
        while (at < text.length() && depth >= 0) {
            String end = quoteAt(text, at);
            if (!end.isEmpty()) {
                int behind = behindQuote(text, at, end);
                at = behind < 0 ? text.length() : behind;
                continue;
            }
            switch (text.charAt(at)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> more += depth == 0 ? 1 : 0;
                default -> {}
            }
            at++;
        }
        // What is not closed may be anything.
        return depth < 0 ? more : 0;
    }

    private static String quoteAt(String text, int at) {
        return text.startsWith("//", at)
                ? "\n"
                : text.startsWith("/*", at) ? "*/" : text.startsWith("\"\"\"", at) ? "\"\"\"" : quote(text.charAt(at));
    }

    private static int behindQuote(String text, int at, String end) {
        boolean isComment = end.equals("*/") || end.equals("\n");
        return skip(text, at + (isComment ? 2 : end.length()), end);
    }

    private static String quote(char c) {
        return c == '"' || c == '\'' ? String.valueOf(c) : "";
    }

    private static void bracket(char c, int at, Deque<Bracket> open) {
        switch (c) {
            case '(' -> open.push(new Bracket(')', at + 1, at + 1));
            case '[' -> open.push(new Bracket(']', at + 1, at + 1));
            case '{' -> open.push(new Bracket('}', at + 1, at + 1));
            case ')', ']', '}' -> open.poll();
            case ',' -> {
                if (!open.isEmpty()) {
                    Bracket inner = open.pop();
                    open.push(new Bracket(inner.closer(), inner.start(), at + 1));
                }
            }
            default -> {}
        }
    }

    /** Behind the end of what is skipped, or -1 where the text ends first. */
    private static int skip(String text, int from, String end) {
        boolean hasEscapes = end.charAt(0) == '"' || end.charAt(0) == '\'';
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith(end, at)) {
                return at + end.length();
            }
            if (hasEscapes && text.charAt(at) == '\\') {
                at++;
            } else if (hasEscapes && end.length() == 1 && text.charAt(at) == '\n') {
                return at;
            }
        }
        return -1;
    }
}
