package vedette.kernel.magic;

import java.util.Optional;

/**
 * A command of one line, {@code %name arguments}. A {@link MagicLibrary} offers it; one instance serves a kernel.
 */
public interface LineMagic extends Magic {

    /**
     * Runs the line. A value that is returned is the value of the line: shown where the line ends a cell, or assigned
     * in {@code var x = %name ...}.
     *
     * @throws vedette.kernel.CellFailure to end the cell with an error of its own look
     */
    Optional<Object> run(String arguments, MagicCall call);
}
