package vedette.kernel.magic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;

/**
 * A cursor in a magic's text. All offsets, also those of an answer, count UTF-16 characters of the whole cell.
 *
 * @param cellText the whole cell as the user wrote it
 * @param argumentsStart where the arguments start
 * @param bodyStart where the body starts; {@code end} for a line magic
 * @param end where the magic's text ends: the end of the line for a line magic, else of the cell
 * @param cursor the place, not before {@code argumentsStart} and not behind {@code end}
 * @param variables the variables of the language
 * @param workplace the folder and environment that magics work in
 */
public record MagicPlace(
        String cellText,
        int argumentsStart,
        int bodyStart,
        int end,
        Cursor cursor,
        Variables variables,
        Workplace workplace) {

    public MagicPlace {
        requireNonNull(cellText, "cellText is null");
        requireNonNull(cursor, "cursor is null");
        requireNonNull(variables, "variables is null");
        requireNonNull(workplace, "workplace is null");
    }

    /** Whether the cursor is in the body of a cell magic. */
    public boolean isInBody() {
        return cursor.charIndex() >= bodyStart && bodyStart < end;
    }

    /** The arguments up to the cursor; all of them where the cursor is in the body. */
    public String argumentsBefore() {
        int stop = Math.min(cursor.charIndex(), isInBody() ? bodyStart : end);
        return cellText.substring(Math.min(argumentsStart, stop), stop);
    }

    /** Candidates that replace so many characters before the cursor. */
    public Completion replacing(int length, List<Completion.Candidate> candidates) {
        return new Completion(candidates, new Cursor(cursor.charIndex() - length), cursor);
    }
}
