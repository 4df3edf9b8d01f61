package vedette.kernel.java;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is compiled for a cell: its own text behind declarations of earlier cells that are compiled anew with it.
 *
 * @param own the cell as the user wrote it
 * @param origin where it comes from: {@link #ofCell a cell}, or the name of a file
 * @param earlier what stands before it
 */
record CellText(String own, String origin, List<Source> earlier) {

    /** A class file has one source file, so lines of earlier cells are told from the cell's own by what is added. */
    private static final int STRIDE = 1_000;

    /** Stands between the origins in the name of a class file's source. */
    private static final String AND = "; ";

    private static final String CELL = "cell [";

    CellText {
        earlier = List.copyOf(earlier);
    }

    /** The origin of a cell's text. */
    static String ofCell(int executionCount) {
        return CELL + executionCount + "]";
    }

    /** Whether text of an origin stands in a cell, and not in a file. */
    static boolean isOfCell(String origin) {
        return origin.startsWith(CELL);
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
                        origin,
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
        return Stream.concat(Stream.of(origin), earlier.stream().map(Source::origin))
                .collect(Collectors.joining(AND));
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
        String[] origins = fileName.split(AND, -1);
        boolean isEarlier = origins.length > 1 && line >= STRIDE && line / STRIDE < origins.length;
        String origin = UserNames.escape(origins[isEarlier ? line / STRIDE : 0]);
        // The JVM tells none of a native method, and sometimes none where the stack overflows.
        return line < 1 ? origin : origin + " line " + (isEarlier ? line % STRIDE : line);
    }
}
