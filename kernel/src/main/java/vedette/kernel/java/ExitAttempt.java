package vedette.kernel.java;

/** Takes the place of an exit of the whole JVM in a cell. */
public final class ExitAttempt extends Error {

    private static final long serialVersionUID = 1L;

    ExitAttempt(int status) {
        super(
                "exit(" + status + ") ends only the cell; restart or shut down the kernel from the front end's menu",
                null,
                false,
                true);
    }
}
