package vedette.kernel.java;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.Comms;

/** Methods that every cell can call without importing them. */
public final class CellHelpers {

    private CellHelpers() {}

    /** Shows a value below the cell, and returns the id by which {@link #updateDisplay} replaces it. */
    public static String display(@Nullable Object value) {
        String id = UUID.randomUUID().toString();
        run().context().display(look(value), id);
        return id;
    }

    /** Replaces what {@link #display} showed. */
    public static void updateDisplay(String id, @Nullable Object value) {
        run().context().updateDisplay(look(value), id);
    }

    /** Removes the cell's output. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Removes the cell's output, at once or, with {@code wait}, when the next output comes. */
    public static void clearOutput(boolean wait) {
        run().context().clearOutput(wait);
    }

    /** Shows a value beside the notebook when the cell ends, where the front end has such a place, else below the cell. */
    public static void page(@Nullable Object value) {
        run().context().page(look(value));
    }

    /** Offers a text as the next cell when this one ends. */
    public static void setNextInput(String code) {
        run().context().setNextInput(code, false);
    }

    /** The session's comms, by which widgets and other parts of a front end talk with the kernel. */
    public static Comms comms() {
        return run().context().comms();
    }

    /** Asks the user for a line. */
    public static String input(String prompt) {
        return run().context().readLine(prompt, false);
    }

    /** Asks the user for a line that is not shown while it is typed. */
    public static String password(String prompt) {
        return run().context().readLine(prompt, true);
    }

    private static MimeBundle look(@Nullable Object value) {
        return ValueLook.of(value, run().renderers());
    }

    private static CellRun run() {
        CellRun run = CellRun.current();
        if (run == null) {
            throw new IllegalStateException("no cell runs on this thread");
        }
        return run;
    }
}
