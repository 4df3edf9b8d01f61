package vedette.kql.syntax;

/** Finds where strings and {@code dynamic(...)} end, whose insides are no tokens. */
final class StringScanner {

    private static final String DYNAMIC = "dynamic";

    private StringScanner() {}

    /**
     * How long the string is that starts at an offset: 0 where none starts, negative where it does not end and so reaches
     * to the end of its line, or for a multi-line string to the end of the text.
     */
    static int length(String text, int start) {
        int at = start;
        if (at < text.length() && (text.charAt(at) == 'h' || text.charAt(at) == 'H')) {
            at++;
        }
        boolean verbatim = at < text.length() && text.charAt(at) == '@';
        if (verbatim) {
            at++;
        }
        if (at >= text.length()) {
            return 0;
        }
        if (!verbatim && (text.startsWith("```", at) || text.startsWith("~~~", at))) {
            int end = text.indexOf(text.substring(at, at + 3), at + 3);
            return end < 0 ? start - text.length() : end + 3 - start;
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return 0;
        }
        int end = verbatim ? verbatimEnd(text, at + 1, quote) : escapedEnd(text, at + 1, quote);
        return end < 0 ? start - lineEnd(text, at) : end - start;
    }

    private static int verbatimEnd(String text, int from, char quote) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            } else if (c == '\n' || c == '\r') {
                return -1;
            }
            at++;
        }
        return -1;
    }

    private static int escapedEnd(String text, int from, char quote) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                return at + 1;
            } else if (c == '\n' || c == '\r') {
                return -1;
            }
        }
        return -1;
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** How long the {@code dynamic(...)} is that starts at an offset; 0 where none starts or it does not end. */
    static int dynamicLength(String text, int start) {
        if (!text.startsWith(DYNAMIC, start)) {
            return 0;
        }
        int at = start + DYNAMIC.length();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '(') {
            return 0;
        }
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int string = c == '"' || c == '\'' || c == '@' ? length(text, at) : 0;
            if (string < 0) {
                return 0;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at + 1 - start;
            }
            at += Math.max(1, string);
        }
        return 0;
    }
}
