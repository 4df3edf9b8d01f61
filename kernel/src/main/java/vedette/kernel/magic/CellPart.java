package vedette.kernel.magic;

import java.util.Optional;

/** A stretch of a cell: text of the language, or a magic. */
public sealed interface CellPart {

    /**
     * Text of the language, at its place in the cell: what stands before it is blank, so lines and offsets are the
     * cell's own.
     */
    record Code(String text) implements CellPart {}

    /** A magic. */
    sealed interface Command extends CellPart {
        /** Where its percent sign stands in the cell. */
        int start();

        /** Its name without the percent signs. */
        String name();

        /** Where its arguments start in the cell. */
        int argumentsStart();
    }

    /**
     * A command of one line.
     *
     * @param start where its percent sign stands in the cell
     * @param argumentsStart where its arguments start in the cell
     * @param end where its line ends in the cell
     * @param variable the variable that takes its value
     */
    record Line(int start, String name, String arguments, int argumentsStart, int end, Optional<String> variable)
            implements Command {}

    /**
     * A command that takes the whole cell.
     *
     * @param start where its percent signs stand in the cell
     * @param argumentsStart where its arguments start in the cell
     * @param bodyStart where its body starts in the cell
     */
    record Whole(int start, String name, String arguments, int argumentsStart, String body, int bodyStart)
            implements Command {}
}
