package vedette.kernel.magic;

import java.util.Optional;
import vedette.display.MimeBundle;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;

/**
 * A command that takes a whole cell, {@code %%name arguments} on its first line, offered by a {@link MagicLibrary}; one
 * instance serves a kernel.
 */
public interface CellMagic {

    /** The name after the percent signs. */
    String name();

    /** One sentence for {@code %lsmagic}. */
    String summary();

    /**
     * Runs the cell. A value that is returned is shown as the cell's result.
     *
     * @param arguments what follows the name on the first line
     * @param body the lines below the first, as they stand
     * @throws vedette.kernel.CellFailure to end the cell with an error of its own look
     */
    Optional<Object> run(String arguments, String body, MagicCall call);

    /**
     * What could stand at a cursor in the magic's cell. May be called while a cell runs.
     *
     * @param cell the whole cell as the user wrote it, in whose offsets the answer counts
     */
    default Completion complete(String cell, Cursor cursor) {
        return Completion.none(cursor);
    }

    /** What stands at a cursor in the magic's cell. May be called while a cell runs. */
    default Optional<MimeBundle> inspect(String cell, Cursor cursor) {
        return Optional.empty();
    }
}
