package vedette.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell that failed, as its user shall see it: the {@code error} message's name, value and traceback lines. Lines may
 * hold ANSI colours of ours; control characters of the user's data are already escaped.
 */
public final class CellFailure extends RuntimeException {

    /** The name of a failure that is the user's own interrupt: what front ends and notebook runners know it by. */
    public static final String INTERRUPT = "KeyboardInterrupt";

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;
    private final List<String> traceback;

    /**
     * A failure.
     *
     * @param name the exception's simple class name, or what kind of failure it is
     * @param value one line that says what is wrong
     * @param traceback what is shown, line by line
     * @param cause what the user's code threw, where it threw
     */
    public CellFailure(String name, String value, List<String> traceback, @Nullable Throwable cause) {
        super(name + ": " + value, cause);
        this.name = name;
        this.value = value;
        this.traceback = List.copyOf(traceback);
    }

    /** The exception's simple class name, or what kind of failure it is. */
    public String name() {
        return name;
    }

    /** One line that says what is wrong. */
    public String value() {
        return value;
    }

    /** What is shown, line by line. */
    public List<String> traceback() {
        return traceback;
    }
}
