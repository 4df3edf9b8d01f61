package vedette.sentinel;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the part of a connection string behind {@code ://} into keys and values: {@code key='value';flag} or
 * {@code key('value').flag()}. No message holds a piece of the text, for any may be a secret.
 */
final class ConnectionScanner {

    /** How a value was written. */
    enum Form {
        ABSENT,
        QUOTED,
        BARE
    }

    /** One key, with its value as text. */
    record Part(String key, String value, Form form) {}

    private final String text;
    private int at;

    private ConnectionScanner(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** The parts from an offset on, in order. */
    static List<Part> scan(String text, int start) {
        return new ConnectionScanner(text, start).parts();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        skip(" \t\r\n;");
        while (at < text.length()) {
            parts.add(part());
            skip(" \t\r\n");
            if (at < text.length()) {
                if (!is(';') && !is('.')) {
                    throw broken("expected ';'; a quote within a quoted value is written twice");
                }
                skip(" \t\r\n;.");
            }
        }
        return parts;
    }

    private Part part() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String key = text.substring(start, at).strip();
        if (key.isEmpty()) {
            throw broken("expected a key such as workspace='...'");
        }
        skip(" \t");
        if (is('=')) {
            at++;
            skip(" \t");
            return value(key, ";");
        }
        if (is('(')) {
            at++;
            skip(" \t");
            Part part = is(')') ? new Part(key, "", Form.ABSENT) : value(key, ")");
            skip(" \t");
            if (!is(')')) {
                throw broken("expected ')' behind a value");
            }
            at++;
            return part;
        }
        return new Part(key, "", Form.ABSENT);
    }

    private Part value(String key, String ends) {
        if (is('\'') || is('"')) {
            return new Part(key, quoted(text.charAt(at)), Form.QUOTED);
        }
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new Part(key, text.substring(start, at).strip(), Form.BARE);
    }

    /** The quote doubled stands for itself. */
    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                if (!is(quote)) {
                    return value.toString();
                }
            }
            value.append(c);
        }
        throw broken("a value has no closing quote");
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ' ';
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException broken(String what) {
        return new IllegalArgumentException(
                "the connection string breaks off at its character " + (at + 1) + ": " + what);
    }
}
