package vedette.kernel.magic;

import static java.util.Objects.requireNonNull;

import vedette.display.Renderers;
import vedette.kernel.CellContext;

/**
 * What a magic may use while it runs.
 *
 * @param cell the way to the front end, and the cell's cancellation
 * @param variables the variables of the language
 * @param renderers how values look
 * @param workplace the folder and environment that magics work in
 * @param cellText the whole cell as the user wrote it, for carets under the user's own text
 * @param origin where that comes from, in the words of failures: a cell or a file
 * @param argumentsStart where the arguments start in {@code cellText}, in UTF-16 characters
 * @param bodyStart where the body starts in {@code cellText}, in UTF-16 characters; its end for a line magic
 */
public record MagicCall(
        CellContext cell,
        Variables variables,
        Renderers renderers,
        Workplace workplace,
        String cellText,
        String origin,
        int argumentsStart,
        int bodyStart) {

    public MagicCall {
        requireNonNull(cell, "cell is null");
        requireNonNull(variables, "variables is null");
        requireNonNull(renderers, "renderers is null");
        requireNonNull(workplace, "workplace is null");
        requireNonNull(cellText, "cellText is null");
        requireNonNull(origin, "origin is null");
    }

    /** The same for a magic that stands inside this one. */
    public MagicCall at(int innerArgumentsStart, int innerBodyStart) {
        return new MagicCall(
                cell, variables, renderers, workplace, cellText, origin, innerArgumentsStart, innerBodyStart);
    }

    /** The same over the text of a file. */
    public MagicCall over(String text, String file) {
        return new MagicCall(cell, variables, renderers, workplace, text, file, 0, text.length());
    }
}
