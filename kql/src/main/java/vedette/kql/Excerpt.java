package vedette.kql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows a problem under the user's own text, as plain text: place and message, the line, a run of carets, the
 * suggestion.
 *
 * <pre>
 * 1:14: unknown operator 'summarise' (KQL103)
 *   SigninLogs | summarise count()
 *                ^^^^^^^^^
 *   did you mean 'summarize'?
 * </pre>
 *
 * Nothing of the text reaches a terminal as a control character. Columns are those of a font of fixed width, in which
 * East Asian characters and emoji take two.
 */
public final class Excerpt {

    private static final int MOST_COLUMNS = 100;
    private static final int CONTEXT_COLUMNS = 40;
    private static final int TAB_COLUMNS = 4;
    private static final String INDENT = "  ";

    private Excerpt() {}

    /** A problem, shown under the text that its span is about; without a final line break. */
    public static String of(String text, Problem problem) {
        return of(
                text, problem.span(), problem.message() + " (" + problem.code().code() + ")", problem.suggestion());
    }

    /** What is wrong with a stretch of a text that is not KQL's own, such as an option before a query, shown alike. */
    public static String of(String text, Span span, String message, Optional<String> suggestion) {
        int start = Math.min(span.start(), text.length());
        int lineStart = lineStart(text, start);
        int lineEnd = lineEnd(text, start);
        int end = Math.clamp(span.end(), start, Math.max(start, lineEnd));
        StringBuilder excerpt = new StringBuilder();
        excerpt.append(place(text, start)).append(": ").append(visible(message)).append('\n');
        appendLine(cells(text, lineStart, lineEnd), start, end, excerpt);
        suggestion.ifPresent(advice -> excerpt.append('\n').append(INDENT).append(visible(advice)));
        return excerpt.toString();
    }

    /** All problems, in their order, with an empty line between them. */
    public static String of(String text, List<Problem> problems) {
        return String.join(
                "\n\n", problems.stream().map(problem -> of(text, problem)).toList());
    }

    /** Line and column of an offset, from 1, the column in code points: {@code 3:14}. */
    public static String place(String text, int offset) {
        int end = Math.min(offset, text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isBreak(c) && !pair) {
                line++;
                lineStart = i + 1;
            }
        }
        return line + ":" + (text.codePointCount(lineStart, Math.max(lineStart, end)) + 1);
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static int lineStart(String text, int offset) {
        int start = offset;
        while (start > 0 && !isBreak(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int lineEnd(String text, int offset) {
        int end = offset;
        while (end < text.length() && !isBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A character as it is shown: its offset in the text, what is printed, and the columns from and to. */
    private record Cell(int offset, String shown, int column, int endColumn) {}

    private static List<Cell> cells(String text, int start, int end) {
        List<Cell> cells = new ArrayList<>();
        int column = 0;
        int offset = start;
        while (offset < end) {
            int codePoint = text.codePointAt(offset);
            String shown = codePoint == '\t'
                    ? " ".repeat(TAB_COLUMNS - column % TAB_COLUMNS)
                    : CharacterWidth.shown(codePoint);
            int width = CharacterWidth.columns(shown);
            cells.add(new Cell(offset, shown, column, column + width));
            column += width;
            offset += Character.charCount(codePoint);
        }
        return cells;
    }

    private static void appendLine(List<Cell> cells, int start, int end, StringBuilder excerpt) {
        int caret = column(cells, start);
        int caretEnd = Math.max(caret + 1, column(cells, end));
        int columns = cells.isEmpty() ? 0 : cells.getLast().endColumn();
        int from = columns > MOST_COLUMNS ? Math.max(0, caret - CONTEXT_COLUMNS) : 0;
        int to = from + MOST_COLUMNS;
        List<Cell> window = cells.stream()
                .filter(cell -> cell.column() >= from && cell.endColumn() <= to)
                .toList();
        String before = from > 0 ? "…" : "";
        int shownFrom = window.isEmpty() ? from : window.getFirst().column();
        excerpt.append(INDENT).append(before);
        window.forEach(cell -> excerpt.append(cell.shown()));
        excerpt.append(columns > to ? "…" : "").append('\n').append(INDENT);
        excerpt.repeat(' ', before.length() + Math.max(0, caret - shownFrom));
        excerpt.repeat('^', Math.max(1, Math.min(caretEnd, to) - caret));
    }

    /** The column where an offset stands; the line's end for what is beyond. */
    private static int column(List<Cell> cells, int offset) {
        for (Cell cell : cells) {
            if (cell.offset() >= offset) {
                return cell.column();
            }
        }
        return cells.isEmpty() ? 0 : cells.getLast().endColumn();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().mapToObj(CharacterWidth::shown).forEach(visible::append);
        return visible.toString();
    }
}
