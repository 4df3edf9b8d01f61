package vedette.kernel.java;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is compiled for a cell: its own text behind declarations of earlier cells that are compiled anew with it.
 *
 * @param own the cell as the user wrote it
 * @param executionCount the number in its brackets
 * @param earlier what stands before it
 */
record CellText(String own, int executionCount, List<Source> earlier) {

    /** A class file has one source file, so lines of earlier cells are told from the cell's own by what is added. */
    private static final int STRIDE = 1_000;

    CellText {
        earlier = List.copyOf(earlier);
    }

    /** All of it. */
    String text() {
        return before() + own;
    }

    /** Where the cell's own text starts. */
    int ownStart() {
        return before().length();
    }

    private String before() {
        return earlier.stream().map(source -> source.text() + "\n").collect(Collectors.joining());
    }

    /** A declaration as it was first written. */
    Source sourceOf(Piece piece) {
        int index = indexOf(piece.start());
        return index < earlier.size()
                ? earlier.get(index)
                : new Source(
                        text().substring(piece.start(), piece.end()),
                        executionCount,
                        Lines.lineOf(own, piece.start() - ownStart()),
                        commentOf(piece));
    }

    /** The documentation comment before a piece of the cell itself. */
    String commentOf(Piece piece) {
        return piece.start() < ownStart() ? "" : Source.commentOf(text(), piece);
    }

    /** Which of the earlier declarations an offset is in; their count for the cell itself. */
    int indexOf(int offset) {
        int end = 0;
        int index = 0;
        for (Source source : earlier) {
            end += source.text().length() + 1;
            if (offset < end) {
                break;
            }
            index++;
        }
        return index;
    }

    /** The name that class files keep; {@link #place} reads it. */
    String fileName() {
        return "cell [" + executionCount + "]"
                + earlier.stream()
                        .map(source -> "[" + source.executionCount() + "]")
                        .collect(Collectors.joining());
    }

    /** The line that class files keep for a line of all the text. */
    int lineCode(int line) {
        int start = 1;
        int number = 1;
        for (Source source : earlier) {
            int next = start + Lines.lineOf(source.text(), source.text().length());
            if (line < next) {
                // The format has 16 bits for a line.
                return number > 0xffff / STRIDE - 1
                        ? 1
                        : number * STRIDE + Math.min(source.line() + line - start, STRIDE - 1);
            }
            start = next;
            number++;
        }
        return Math.max(1, line - start + 1);
    }

    /** A stack frame's place as the user knows it, from its file's name and its line. */
    static String place(String fileName, int line) {
        String[] cells =
                fileName.replaceFirst("^cell \\[", "").replaceFirst("]$", "").split("]\\[", -1);
        boolean isEarlier = cells.length > 1 && line >= STRIDE && line / STRIDE < cells.length;
        return "cell [" + cells[isEarlier ? line / STRIDE : 0] + "] line " + (isEarlier ? line % STRIDE : line);
    }
}
