package vedette.kernel;

import java.util.Optional;
import vedette.display.MimeBundle;

/**
 * What a kernel evaluates. The kernel calls {@link #evaluate} and {@link #call} for one cell at a time per shell; the
 * others may come from another thread while a cell runs. Methods return values or throw, and never send: the kernel does.
 */
public interface Language extends AutoCloseable {

    /** What {@code kernel_info} says of the language. */
    LanguageInfo info();

    /**
     * Runs a cell to its end and returns the look of its last expression's value, or nothing where it has none.
     *
     * @throws CellFailure when the cell does not compile, throws, or is interrupted; state from before is kept
     */
    Optional<MimeBundle> evaluate(String code, CellContext context);

    /**
     * Runs what a cell left to be called later, such as the handler of a comm, as a cell runs: one at a time per shell,
     * with a context of its own, and until an interrupt at most.
     *
     * @throws CellFailure when it throws or is interrupted
     */
    void call(Runnable code, CellContext context);

    /** What could stand at a cursor. */
    Completion complete(String code, Cursor cursor);

    /** What stands at a cursor: its type, signature and documentation, where there is anything to say. */
    Optional<MimeBundle> inspect(String code, Cursor cursor, Detail detail);

    /** Whether a console should run this text or ask for another line. */
    Completeness completeness(String code);

    /** Ends what the language holds: threads, files, connections. Called once, by the kernel that was given it. */
    @Override
    void close();
}
