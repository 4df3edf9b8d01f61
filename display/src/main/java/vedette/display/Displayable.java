package vedette.display;

/**
 * A value that knows how it looks. Any library or cell may implement it; the last value of a cell is shown through it. A
 * plain text need not be given: the value's {@code toString} is taken where there is none.
 */
public interface Displayable {

    /** How this value looks now; called for each display, on the thread that runs the cell. */
    MimeBundle toMimeBundle();
}
