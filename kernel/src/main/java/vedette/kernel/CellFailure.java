package vedette.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vedette.display.Escape;

/**
 * A cell that failed, as its user shall see it: the {@code error} message's name, value and traceback lines. Lines may
 * hold ANSI colours of ours; control characters of the user's data are already escaped. Texts and lines beyond what a
 * person would read are shortened: a message may hold a whole file.
 */
public final class CellFailure extends RuntimeException {

    /** The name of a failure that is the user's own interrupt: what front ends and notebook runners know it by. */
    public static final String INTERRUPT = "KeyboardInterrupt";

    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_FIRST_LINES = 400;
    private static final int MOST_LAST_LINES = 100;

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
        super(name + ": " + Escape.shortened(value, MOST_CHARACTERS), cause);
        this.name = name;
        this.value = Escape.shortened(value, MOST_CHARACTERS);
        this.traceback = shortened(traceback);
    }

    private static List<String> shortened(List<String> lines) {
        int more = lines.size() - MOST_FIRST_LINES - MOST_LAST_LINES;
        List<String> kept = new ArrayList<>(lines.subList(0, more <= 0 ? lines.size() : MOST_FIRST_LINES));
        if (more > 0) {
            kept.add("... " + more + " more lines");
            kept.addAll(lines.subList(lines.size() - MOST_LAST_LINES, lines.size()));
        }
        return kept.stream()
                .map(line -> Escape.shortened(line, MOST_CHARACTERS))
                .toList();
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
