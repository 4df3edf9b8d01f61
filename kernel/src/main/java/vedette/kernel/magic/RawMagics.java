package vedette.kernel.magic;

import java.util.List;
import java.util.Optional;
import vedette.display.MimeBundle;

/** Cells that are shown as they are, in a language of the front end. */
final class RawMagics implements MagicLibrary {

    @Override
    public List<LineMagic> lineMagics() {
        return List.of();
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of(
                new Raw("html", "Shows the cell as HTML.", MimeBundle.HTML),
                new Raw("markdown", "Shows the cell as Markdown.", "text/markdown"),
                new Raw("latex", "Shows the cell as LaTeX.", "text/latex"),
                new Raw("svg", "Shows the cell as an SVG picture.", MimeBundle.SVG),
                new Raw("javascript", "Runs the cell in the front end.", "application/javascript"));
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private record Raw(String name, String summary, String mediaType) implements CellMagic {
        @Override
        public Optional<Object> run(String arguments, String body, MagicCall call) {
            call.cell().display(MimeBundle.text(body).with(mediaType, body));
            return Optional.empty();
        }
    }
}
