package vedette.kernel.java;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;

/**
 * What was shown, to be replaced where it stands: from the same cell, from its threads, from later cells, as often as one
 * likes. Safe for any thread.
 */
public final class DisplayHandle {

    private final String id = UUID.randomUUID().toString();
    private final CellRun origin;

    private DisplayHandle(CellRun origin) {
        this.origin = origin;
    }

    /** Shows a bundle below a cell. */
    static DisplayHandle show(CellRun run, MimeBundle bundle) {
        DisplayHandle handle = new DisplayHandle(run);
        run.speak(context -> context.display(bundle, handle.id));
        return handle;
    }

    /** The id by which front ends know it. */
    public String id() {
        return id;
    }

    /** Shows a value in the place of what stands there. */
    public void update(@Nullable Object value) {
        CellRun run = speaker();
        replace(run, ValueLook.of(value, run));
    }

    /** Shows nothing there; it can be updated again. */
    public void clear() {
        replace(speaker(), MimeBundle.html("", ""));
    }

    private void replace(CellRun run, MimeBundle bundle) {
        run.speak(context -> context.updateDisplay(bundle, id));
    }

    /** The cell that calls; that of the display where no cell runs on this thread. */
    private CellRun speaker() {
        CellRun current = CellRun.current();
        return current == null ? origin : current;
    }

    @Override
    public String toString() {
        return "display " + id;
    }
}
