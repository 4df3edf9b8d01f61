package vedette.kernel;

/** How much an inspection tells. */
public enum Detail {
    /** What fits a tooltip. */
    BRIEF,
    /** All there is. */
    FULL
}
