package vedette.kernel.java;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.Comms;

/** Methods that every cell can call without importing them. */
public final class CellHelpers {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(?:\\s*;.*)?");

    private CellHelpers() {}

    /** Shows a value below the cell; the handle replaces it later. */
    public static DisplayHandle display(@Nullable Object value) {
        CellRun run = run();
        return DisplayHandle.show(run, ValueLook.of(value, run));
    }

    /** Shows a text or bytes as what the media type says, such as {@code text/html} or {@code image/png}. */
    public static DisplayHandle display(@Nullable Object representation, @Nullable String mediaType) {
        if (representation == null) {
            throw new IllegalArgumentException("display needs something to show, and not null");
        }
        if (mediaType == null || !MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("display needs a media type, such as text/html or image/png, and not "
                    + (mediaType == null ? "null" : "\"" + mediaType + "\""));
        }
        MimeBundle bundle = MimeBundle.of(mediaType, representation);
        return display(
                representation instanceof String text ? MimeBundle.text(text).plus(bundle) : bundle);
    }

    /** Replaces what was shown under an id. */
    public static void updateDisplay(String id, @Nullable Object value) {
        CellRun run = run();
        MimeBundle look = ValueLook.of(value, run);
        run.speak(context -> context.updateDisplay(look, id));
    }

    /** Removes the cell's output. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Removes the cell's output, at once or, with {@code wait}, when the next output comes. */
    public static void clearOutput(boolean wait) {
        run().speak(context -> context.clearOutput(wait));
    }

    /** Shows a value beside the notebook when the cell ends, where the front end has such a place, else below the cell. */
    public static void page(@Nullable Object value) {
        CellRun run = run();
        MimeBundle look = ValueLook.of(value, run);
        run.speak(context -> context.page(look));
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

    private static CellRun run() {
        CellRun run = CellRun.current();
        if (run == null) {
            throw new IllegalStateException("no cell runs on this thread");
        }
        return run;
    }
}
