package vedette.kernel.java;

/** Ends a cell that the user interrupted. An error, so that programs seldom catch it; where they do, it comes again. */
public final class CellStopped extends Error {

    private static final long serialVersionUID = 1L;

    CellStopped() {
        super("the cell was interrupted", null, false, true);
    }
}
