package vedette.kernel.java;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declaration as a user wrote it.
 *
 * @param origin where it comes from: {@link CellText#ofCell a cell}, or the name of a file
 * @param line the line there that it starts on, from 1
 * @param comment the documentation comment before it, or empty
 */
record Source(String text, String origin, int line, String comment) {

    private static final Pattern IDENTIFIER =
            Pattern.compile("[\\p{javaJavaIdentifierStart}&&[^\\d]][\\p{javaJavaIdentifierPart}]*");

    /** The documentation comment before a piece of a cell; empty where there is none. */
    static String commentOf(String cell, Piece piece) {
        if (!(piece instanceof Piece.Variable)) {
            return commentBefore(cell, piece.start());
        }
        // A variable starts at its name, behind its type.
        int line = Lines.startOf(cell, piece.start());
        String before = cell.substring(line, piece.start());
        int comment = before.lastIndexOf("*/");
        return commentBefore(
                cell, line + Math.max(before.lastIndexOf(';') + 1, comment < 0 ? 0 : comment + "*/".length()));
    }

    /** The documentation comment that ends before an offset of a cell; empty where there is none. */
    private static String commentBefore(String cell, int offset) {
        String before = cell.substring(0, offset).stripTrailing();
        if (before.endsWith("*/")) {
            int start = before.lastIndexOf("/*");
            return before.startsWith("/**", start) ? before.substring(start) : "";
        }
        // Since Java 23 lines may be documentation, too.
        String lines = "";
        for (String rest = before; ; ) {
            String line = Lines.textOf(rest, rest.length());
            if (!line.stripLeading().startsWith("///")) {
                return lines;
            }
            lines = line.stripLeading() + "\n" + lines;
            rest = rest.substring(0, rest.length() - line.length()).stripTrailing();
        }
    }

    /** Whether two declarations say the same. */
    boolean saysSame(String other) {
        return text.strip().equals(other.strip());
    }

    /** The names that it mentions, in whatever sense. */
    Set<String> names() {
        return namesIn(text);
    }

    /** The identifiers of a text, also those in its comments and strings. */
    static Set<String> namesIn(String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = IDENTIFIER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
