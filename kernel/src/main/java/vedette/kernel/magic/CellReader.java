package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the magics of a cell. A line magic stands only where a statement could start: never in a string, a text block, a
 * comment, brackets, or behind an unfinished expression as in {@code 7} followed by {@code % 4} on the next line.
 */
public final class CellReader {

    private static final Pattern WHOLE = Pattern.compile("\\s*(%%([A-Za-z_]\\w*)[ \\t]*)([^\\r\\n]*)(?:\\r?\\n|\\z)");
    private static final Pattern LINE = Pattern.compile(
            "[ \\t]*(?:(?:var\\s+)?([A-Za-z_$][\\w$]*)[ \\t]*=[ \\t]*)?(%([A-Za-z_]\\w*)[ \\t]*)([^\\r\\n]*)");

    private static final Pattern SHELL =
            Pattern.compile("[ \\t]*(?:(?:var\\s+)?([A-Za-z_$][\\w$]*)[ \\t]*=[ \\t]*)?(!)([^\\r\\n]*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");

    private final String text;
    private final Predicate<String> isVariable;
    private final List<CellPart> parts = new ArrayList<>();
    private int at;
    private int codeStart;
    private int depth;
    private boolean isStatementStart = true;

    private CellReader(String text, Predicate<String> isVariable) {
        this.text = text;
        this.isVariable = isVariable;
    }

    /**
     * The parts of a cell, in order. A cell without magics is one part.
     *
     * @param isVariable the names of variables: {@code !name} is a condition where it is one, and else a shell command
     */
    public static List<CellPart> read(String cell, Predicate<String> isVariable) {
        Matcher whole = WHOLE.matcher(cell);
        if (whole.lookingAt()) {
            return List.of(new CellPart.Whole(
                    whole.start(1),
                    whole.group(2),
                    whole.group(3).strip(),
                    whole.start(3),
                    cell.substring(whole.end()),
                    whole.end()));
        }
        if (cell.indexOf('%') < 0 && cell.indexOf('!') < 0) {
            return List.of(new CellPart.Code(cell));
        }
        // What the cell itself declares counts as well.
        return new CellReader(cell, name -> isVariable.test(name) || declares(cell, name)).parts();
    }

    private static boolean declares(String cell, String name) {
        return Pattern.compile("\\b[\\w\\]>]\\s+" + Pattern.quote(name) + "\\b|" + Pattern.quote(name) + "\\s*=")
                .matcher(cell)
                .find();
    }

    private List<CellPart> parts() {
        boolean isLineStart = true;
        while (at < text.length()) {
            if (isLineStart && depth == 0 && isStatementStart && lineMagic()) {
                continue;
            }
            isLineStart = text.charAt(at) == '\n';
            step();
        }
        addCode(text.length());
        return parts;
    }

    private boolean lineMagic() {
        Matcher line = LINE.matcher(text).region(at, text.length());
        Matcher shell = SHELL.matcher(text).region(at, text.length());
        if (line.lookingAt()) {
            addCode(at);
            parts.add(new CellPart.Line(
                    line.start(2),
                    line.group(3),
                    line.group(4).strip(),
                    line.start(4),
                    line.end(),
                    Optional.ofNullable(line.group(1))));
            at = line.end();
        } else if (shell.lookingAt() && !isJava(shell.group(3))) {
            addCode(at);
            Optional<String> variable = Optional.ofNullable(shell.group(1));
            parts.add(new CellPart.Line(
                    shell.start(2),
                    variable.isPresent() ? "sx" : "sh",
                    shell.group(3).strip(),
                    shell.start(3),
                    shell.end(),
                    variable));
            at = shell.end();
        } else {
            return false;
        }
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        at = Math.min(at + 1, text.length());
        codeStart = at;
        return true;
    }

    /** Whether what follows an exclamation mark is a condition of Java more than a command. */
    private boolean isJava(String rest) {
        Matcher name = NAME.matcher(rest);
        if (rest.isBlank() || rest.startsWith("(") || rest.startsWith("!")) {
            return true;
        }
        if (!name.lookingAt()) {
            return false;
        }
        String follows = rest.substring(name.end());
        boolean isCall = follows.startsWith("(");
        boolean isOfType = follows.startsWith(".") && Character.isUpperCase(rest.charAt(0));
        boolean isOperand = follows.matches("(?s)[.\\[].*|\\s*(?:;|&&|\\|\\||[=!]=|\\?|\\)).*|\\s*");
        return isCall || isOfType || (isOperand && isVariable.test(name.group()));
    }

    private void addCode(int end) {
        String code = text.substring(codeStart, end);
        if (!code.isBlank() || (parts.isEmpty() && end == text.length())) {
            parts.add(new CellPart.Code(text.substring(0, codeStart).replaceAll("[^\\n]", " ") + code));
        }
    }

    /** Goes over one character, string or comment. */
    private void step() {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            skipTo("\n", false);
        } else if (text.startsWith("/*", at)) {
            at += 2;
            skipTo("*/", true);
        } else if (text.startsWith("\"\"\"", at)) {
            at += 3;
            isStatementStart = false;
            skipString("\"\"\"");
        } else if (c == '"' || c == '\'') {
            at++;
            isStatementStart = false;
            skipString(String.valueOf(c));
        } else {
            at++;
            note(c);
        }
    }

    private void note(char c) {
        switch (c) {
            case '(', '[', '{' -> {
                depth++;
                isStatementStart = false;
            }
            case ')', ']' -> {
                depth--;
                isStatementStart = false;
            }
            case '}' -> {
                depth--;
                isStatementStart = true;
            }
            case ';' -> isStatementStart = true;
            default -> isStatementStart &= Character.isWhitespace(c);
        }
    }

    private void skipTo(String end, boolean isPartOfIt) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + (isPartOfIt ? end.length() : 0);
    }

    private void skipString(String end) {
        boolean isOneLine = end.length() == 1;
        while (at < text.length() && !text.startsWith(end, at)) {
            if (isOneLine && text.charAt(at) == '\n') {
                return;
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + end.length(), text.length());
    }
}
