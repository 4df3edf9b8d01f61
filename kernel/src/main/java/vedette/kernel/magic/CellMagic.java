package vedette.kernel.magic;

import java.util.Optional;

/**
 * A command that takes a whole cell, {@code %%name arguments} on its first line, offered by a {@link MagicLibrary}; one
 * instance serves a kernel.
 */
public interface CellMagic extends Magic {

    /**
     * Runs the cell. A value that is returned is shown as the cell's result.
     *
     * @param arguments what follows the name on the first line
     * @param body the lines below the first, as they stand
     * @throws vedette.kernel.CellFailure to end the cell with an error of its own look
     */
    Optional<Object> run(String arguments, String body, MagicCall call);
}
