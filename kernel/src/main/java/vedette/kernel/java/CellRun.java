package vedette.kernel.java;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.display.Renderers;
import vedette.kernel.CellContext;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.MagicRegistry;
import vedette.kernel.magic.Variables;
import vedette.kernel.magic.Workplace;

/** One run of a cell: what its threads print goes to its context, also after it ended, unless it was abandoned. */
final class CellRun {

    private static final InheritableThreadLocal<@Nullable CellRun> OF_THREAD = new InheritableThreadLocal<>();
    private static final AtomicReference<@Nullable CellRun> NEWEST = new AtomicReference<>();

    private final CellContext context;
    private final Surroundings surroundings;
    private final Queue<Process> processes = new ConcurrentLinkedQueue<>();
    private final CellInput.Line input = new CellInput.Line();
    private volatile boolean muted;

    CellRun(CellContext context, Surroundings surroundings) {
        this.context = context;
        this.surroundings = surroundings;
    }

    /** What all cells of a language share. */
    record Surroundings(Renderers renderers, MagicRegistry magics, Variables variables, Workplace workplace) {}

    /** The run that the current thread was started by; null for a thread of a shared pool. */
    static @Nullable CellRun ofThread() {
        return OF_THREAD.get();
    }

    /** The run that speaks on this thread: its own, else the newest while it lasts. */
    static @Nullable CellRun current() {
        CellRun own = OF_THREAD.get();
        return own == null ? NEWEST.get() : own;
    }

    /** Makes the current thread, and the threads that it will start, this run's. */
    void adopt() {
        OF_THREAD.set(this);
        NEWEST.set(this);
    }

    /** Ends the time in which threads of shared pools are taken for this run's. */
    void end() {
        NEWEST.compareAndSet(this, null);
    }

    /** The cell's code has started a process. */
    void started(Process process) {
        processes.add(process);
    }

    /** Ends the processes that the cell's code has started, and theirs: it may wait for what they write. */
    void endProcesses() {
        for (Process process : processes) {
            List<ProcessHandle> inner = process.descendants().toList();
            // Not Process.destroy, which closes streams under those who read them.
            process.toHandle().destroy();
            inner.forEach(ProcessHandle::destroy);
        }
    }

    boolean hasProcesses() {
        return !processes.isEmpty();
    }

    CellContext context() {
        return context;
    }

    CellInput.Line input() {
        return input;
    }

    Renderers renderers() {
        return surroundings.renderers();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Drops what the run's threads still print. */
    void mute() {
        muted = true;
    }

    void print(StreamName stream, String text) {
        if (!muted) {
            context.print(stream, text);
        }
    }

    /** Shows something, unless the run was abandoned. */
    void speak(Consumer<CellContext> speech) {
        if (!muted) {
            speech.accept(context);
        }
    }

    boolean isMuted() {
        return muted;
    }
}
