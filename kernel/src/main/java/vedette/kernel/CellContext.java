package vedette.kernel;

import vedette.display.MimeBundle;

/**
 * One cell's way to its front end, handed down as a value and captured by threads that the cell starts. Safe for any
 * thread; calls return before the client has the data, and after the cell ended they still reach its output.
 */
public interface CellContext {

    /** The number in the cell's brackets. */
    int executionCount();

    /** Whether nothing of this cell is to be shown or counted. */
    boolean isSilent();

    /** Appends text to one of the cell's streams. */
    void print(StreamName stream, String text);

    /** Shows a bundle below the cell. */
    void display(MimeBundle bundle);

    /** Shows a bundle below the cell under an id by which {@link #updateDisplay} finds it again, also from later cells. */
    void display(MimeBundle bundle, String displayId);

    /** Replaces what was shown under an id, wherever it stands. */
    void updateDisplay(MimeBundle bundle, String displayId);

    /** Removes the cell's output, at once or, with {@code wait}, when the next output comes. */
    void clearOutput(boolean wait);

    /** Shows a bundle beside the notebook or, where the front end has no such place, below the cell; when the cell ends. */
    void page(MimeBundle bundle);

    /**
     * Offers a text as the next cell when this one ends; the last offer counts.
     *
     * @param replace whether it takes this cell's place
     */
    void setNextInput(String text, boolean replace);

    /** The session's comms; what this cell sends on them is its own. */
    Comms comms();

    /**
     * Asks the user for a line and waits for it.
     *
     * @throws CellFailure when the front end cannot ask, or the cell is interrupted meanwhile
     */
    String readLine(String prompt, boolean password);

    /** Tells when the user interrupts this cell. */
    Cancellation cancellation();

    /** The two text streams of a cell. */
    enum StreamName {
        STDOUT,
        STDERR
    }
}
