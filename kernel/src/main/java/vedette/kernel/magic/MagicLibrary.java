package vedette.kernel.magic;

import java.util.List;

/**
 * What a library adds to the kernel: magics that share state, and names that cells see without importing them. Found by
 * {@link java.util.ServiceLoader}; a kernel makes one instance and closes it at its end.
 */
public interface MagicLibrary extends AutoCloseable {

    /** The commands of one line. */
    List<LineMagic> lineMagics();

    /** The commands that take a whole cell. */
    List<CellMagic> cellMagics();

    /**
     * Imports that cells need not write, as they stand in Java: {@code java.util.*} or {@code static a.B.c}. Of a whole
     * package those types are seen whose names do not start with a small letter.
     */
    List<String> imports();

    /** Ends what the magics hold, such as connections. */
    @Override
    void close();
}
