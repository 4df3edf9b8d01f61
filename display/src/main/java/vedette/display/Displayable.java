package vedette.display;

/** A value that knows how it looks. Any library may implement it; the last value of a cell is shown through it. */
public interface Displayable {

    /** How this value looks now; called for each display, on the thread that runs the cell. */
    MimeBundle toMimeBundle();
}
