package vedette.sentinel.query;

/** Whether a stretch of characters is JSON, without making anything of it. For one thread. */
final class JsonText {

    private static final int MAX_DEPTH = 500;

    private final char[] text;
    private final int end;
    private int at;

    private JsonText(char[] text, int from, int length) {
        this.text = text;
        this.at = from;
        this.end = from + length;
    }

    static boolean isValid(char[] text, int from, int length) {
        JsonText reader = new JsonText(text, from, length);
        return reader.value(0) && reader.blanks() == reader.end;
    }

    private boolean value(int depth) {
        if (depth > MAX_DEPTH || blanks() == end) {
            return false;
        }
        return switch (text[at]) {
            case '{' -> items('}', depth);
            case '[' -> items(']', depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean items(char close, int depth) {
        at++;
        if (blanks() < end && text[at] == close) {
            at++;
            return true;
        }
        while (true) {
            if (close == '}'
                    && !(blanks() < end && text[at] == '"' && string() && blanks() < end && text[at++] == ':')) {
                return false;
            }
            if (!value(depth + 1) || blanks() == end) {
                return false;
            }
            char next = text[at++];
            if (next != ',') {
                return next == close;
            }
        }
    }

    private boolean string() {
        at++;
        while (at < end) {
            char c = text[at++];
            if (c == '"') {
                return true;
            }
            if (c < ' ' || (c == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at == end) {
            return false;
        }
        char c = text[at++];
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            if (at == end || Character.digit(text[at++], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || text[at++] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        if (text[at] == '-') {
            at++;
        }
        boolean zero = at < end && text[at] == '0';
        int digits = digits();
        if (digits == 0 || (zero && digits > 1)) {
            return false;
        }
        if (at < end && text[at] == '.') {
            at++;
            if (digits() == 0) {
                return false;
            }
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < end && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            return digits() > 0;
        }
        return true;
    }

    private int digits() {
        int from = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private int blanks() {
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            at++;
        }
        return at;
    }
}
