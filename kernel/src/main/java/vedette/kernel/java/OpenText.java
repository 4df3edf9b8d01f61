package vedette.kernel.java;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is still open at the end of a text.
 *
 * @param closers what would close it, innermost first
 * @param isInText whether the end is inside a string or comment
 */
record OpenText(String closers, boolean isInText) {

    /** Looks at a text. */
    static OpenText of(String text) {
        Deque<Character> open = new ArrayDeque<>();
        int at = 0;
        while (at < text.length()) {
            String end = text.startsWith("//", at)
                    ? "\n"
                    : text.startsWith("/*", at)
                            ? "*/"
                            : text.startsWith("\"\"\"", at) ? "\"\"\"" : quote(text.charAt(at));
            if (end.isEmpty()) {
                bracket(text.charAt(at), open);
                at++;
                continue;
            }
            at = skip(
                    text,
                    at + (end.length() == 3 ? 3 : Math.max(1, end.equals("*/") || end.equals("\n") ? 2 : 1)),
                    end);
            if (at < 0) {
                return new OpenText("", true);
            }
        }
        StringBuilder closers = new StringBuilder();
        open.forEach(closers::append);
        return new OpenText(closers.toString(), false);
    }

    /** How many brackets are open. */
    int depth() {
        return closers.length();
    }

    private static String quote(char c) {
        return c == '"' || c == '\'' ? String.valueOf(c) : "";
    }

    private static void bracket(char c, Deque<Character> open) {
        switch (c) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> open.poll();
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
