package vedette.kernel.java;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.CellContext.StreamName;

/** How the values of a cell look. */
final class ValueLook {

    private static final int MOST_CHARACTERS = 80;

    /** The way from a value's code to those who show it. */
    private static final String JDK_FRAME = "    at java.base/";

    private ValueLook() {}

    /** The renderers of a language: those of libraries, and what fits cells. */
    static Renderers renderers(Renderers libraries) {
        return libraries.orElse(List.of(new ThrowableLook()), failure -> {}).worded(UserNames::clean);
    }

    /** A bundle for a value; what failed on the way to it is told below the cell. */
    static MimeBundle of(@Nullable Object value, CellRun run) {
        MimeBundle bundle =
                run.renderers().render(value, failure -> run.print(StreamName.STDERR, note(value, failure)));
        Optional<String> text = bundle.text();
        return text.isPresent() ? bundle.with(MimeBundle.TEXT, UserNames.escape(text.get())) : bundle;
    }

    private static String note(@Nullable Object value, Renderers.Failure failure) {
        String source = UserNames.of(failure.source());
        String shown = value == null || failure.source().equals(value.getClass())
                ? source + " fails while it is shown"
                : source + " cannot show this " + UserNames.of(value.getClass());
        return note(shown, failure.thrown());
    }

    private static String note(String text, Throwable thrown) {
        String trace = Failures.trace(thrown).stream()
                .filter(line -> !line.startsWith(JDK_FRAME))
                .collect(Collectors.joining("\n"));
        return "note: " + UserNames.escape(text) + ":\n" + trace + "\n";
    }

    /** A renderer that is of no use, in words. */
    static String leftOut(Renderers.Failure failure) {
        return UserNames.clean(failure.source().getName()) + " shows nothing, since it does not say what it renders";
    }

    /** The same as a note below the cell. */
    static String noteOfLeftOut(Renderers.Failure failure) {
        return note(leftOut(failure), failure.thrown());
    }

    /** A value's beginning in one line, for lists of values. */
    static String oneLine(@Nullable Object value, Renderers renderers) {
        return renderers.line(value, MOST_CHARACTERS);
    }
}
