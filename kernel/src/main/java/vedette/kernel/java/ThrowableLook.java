package vedette.kernel.java;

import java.util.List;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.display.Renderer;

/** An exception as a value: what it says, and its trace as failed cells show it. */
final class ThrowableLook implements Renderer<Throwable> {

    @Override
    public Class<Throwable> type() {
        return Throwable.class;
    }

    @Override
    public MimeBundle render(Throwable thrown) {
        List<String> lines = Failures.trace(thrown);
        String more = String.join("\n", lines.subList(1, lines.size()));
        String headline = "<b>" + Escape.html(lines.getFirst()) + "</b>";
        String html = more.isEmpty()
                ? headline
                : "<details open><summary>" + headline + "</summary><pre>" + Escape.html(more) + "</pre></details>";
        return MimeBundle.html(html, String.join("\n", lines));
    }
}
