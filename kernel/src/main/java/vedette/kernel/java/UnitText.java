package vedette.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import vedette.kernel.java.Piece.Stretch;

/**
 * The source of a cell's class with, for each stretch of the cell in it, where it comes from; so that what the compiler
 * says of the class can be said of the cell.
 *
 * @param text the source
 * @param copies the stretches, in the source's order
 */
record UnitText(String text, List<Copy> copies) {

    UnitText {
        copies = List.copyOf(copies);
    }

    /**
     * A stretch of a cell in a source.
     *
     * @param start where it starts in the source
     * @param length how long it is
     * @param origin where it starts in its cell
     * @param line the source line it starts on, from 1
     * @param originLine the cell's line it starts on, from 1
     */
    record Copy(int start, int length, int origin, int line, int originLine) {}

    /** Where in the cell an offset of the source comes from; empty where the cell has no part in it. */
    OptionalInt toCell(long offset) {
        for (Copy copy : copies) {
            if (offset >= copy.start() && offset <= copy.start() + copy.length()) {
                return OptionalInt.of((int) offset - copy.start() + copy.origin());
            }
        }
        return OptionalInt.empty();
    }

    /** Where in the source an offset of the cell went. */
    OptionalInt toSource(int offset) {
        OptionalInt found = OptionalInt.empty();
        for (Copy copy : copies) {
            if (offset >= copy.origin() && offset <= copy.origin() + copy.length()) {
                found = OptionalInt.of(offset - copy.origin() + copy.start());
            }
        }
        return found;
    }

    /** The cell's line for a line of the source. */
    int lineInCell(int line) {
        int found = 1;
        for (Copy copy : copies) {
            if (copy.line() > line) {
                break;
            }
            found = copy.originLine() + line - copy.line();
        }
        return Math.max(1, found);
    }

    /** Writes a source. */
    static final class Writer {
        private final String cell;
        private final StringBuilder out = new StringBuilder();
        private final List<Copy> copies = new ArrayList<>();
        private int line = 1;

        Writer(String cell) {
            this.cell = cell;
        }

        /** Text of ours. */
        Writer add(String text) {
            append(text);
            return this;
        }

        /** A stretch of the cell. */
        Writer copy(int start, int end) {
            copies.add(new Copy(out.length(), end - start, start, line, Lines.lineOf(cell, start)));
            append(cell.substring(start, end));
            return this;
        }

        /** A stretch of the cell with some words blanked. */
        Writer copy(int start, int end, List<Stretch> blanks) {
            StringBuilder text = new StringBuilder(cell.substring(start, end));
            for (Stretch blank : blanks) {
                for (int i = blank.start(); i < blank.end(); i++) {
                    text.setCharAt(i - start, ' ');
                }
            }
            copies.add(new Copy(out.length(), end - start, start, line, Lines.lineOf(cell, start)));
            append(text.toString());
            return this;
        }

        UnitText done() {
            return new UnitText(out.toString(), copies);
        }

        private void append(String text) {
            line += (int) text.chars().filter(c -> c == '\n').count();
            out.append(text);
        }
    }
}
