package vedette.kernel.java;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.CellContext.StreamName;

/** How the values of a cell look. */
final class ValueLook {

    private static final int MOST_CHARACTERS = 80;

    private ValueLook() {}

    /** The renderers of a language: those of libraries, and what fits cells. */
    static Renderers renderers(Renderers libraries) {
        return libraries.orElse(new ThrowableLook()).worded(UserNames::clean);
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
        return "note: " + UserNames.escape(shown) + ":\n" + String.join("\n", Failures.trace(failure.thrown())) + "\n";
    }

    /** A value's beginning in one line, for lists of values. */
    static String oneLine(@Nullable Object value, Renderers renderers) {
        return renderers.line(value, MOST_CHARACTERS);
    }
}
