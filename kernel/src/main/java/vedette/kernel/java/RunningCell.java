package vedette.kernel.java;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext;
import vedette.kernel.magic.MagicLibrary;
import vedette.kernel.magic.Variables;
import vedette.kernel.magic.Workplace;

/**
 * The cell that runs on the current thread, for libraries whose methods cells call as plain Java: what a magic is handed,
 * such methods find here. Threads that a cell starts belong to it; threads of shared pools belong to the newest cell while
 * it runs.
 */
public final class RunningCell {

    private final CellRun run;

    private RunningCell(CellRun run) {
        this.run = run;
    }

    /** The current thread's cell; empty where none runs. */
    public static Optional<RunningCell> current() {
        @Nullable CellRun run = CellRun.current();
        return run == null ? Optional.empty() : Optional.of(new RunningCell(run));
    }

    /** The way to the front end, and the cell's cancellation. */
    public CellContext context() {
        return run.context();
    }

    /** The variables of cells. */
    public Variables variables() {
        return run.surroundings().variables();
    }

    /** The folder and environment that magics work in. */
    public Workplace workplace() {
        return run.surroundings().workplace();
    }

    /** The kernel's library of a class, where it has one. */
    public <T extends MagicLibrary> Optional<T> library(Class<T> type) {
        return run.surroundings().magics().library(type);
    }
}
