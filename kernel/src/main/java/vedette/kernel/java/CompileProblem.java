package vedette.kernel.java;

/**
 * What the compiler has against a cell.
 *
 * @param start where in the cell it is
 * @param end where it ends there
 * @param code the compiler's own key for it
 * @param message what is wrong, in the user's names
 */
record CompileProblem(int start, int end, String code, String message) {

    /** The same with a line of help. */
    CompileProblem withHelp(String help) {
        return new CompileProblem(start, end, code, message + "\n  " + help);
    }
}
