package vedette.kernel.java;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that the cells of a shell run on, one after the other, so that what belongs to a thread outlives them: the
 * values of a {@link ThreadLocal}, a lock that is held. What one cell sets of the thread itself the next does not meet.
 * All of it that waits or wakes needs no memory, since cells may have used it up.
 */
final class CellThread {

    private static final String NAME = "cell";
    private static final long STACK_BYTES = 64L << 20;

    private final ClassLoader libraries;
    private final ThreadSignal signal = new ThreadSignal();
    private final Thread thread;
    private @Nullable CellRun run;
    private @Nullable Work work;
    private @Nullable Object value;
    private @Nullable Throwable thrown;
    private int interrupts;
    private boolean isEnding;

    private CellThread(ClassLoader libraries) {
        this.libraries = libraries;
        this.thread = new Thread(null, this::loop, NAME, STACK_BYTES, false);
    }

    /** Starts a thread that waits for its first cell. */
    static CellThread start(ClassLoader libraries) {
        CellThread started = new CellThread(libraries);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    /** Some work of a cell. */
    interface Work {
        @Nullable
        Object run() throws Throwable;
    }

    /** What whoever waits for the work is woken by. */
    enum News {
        ENDED,
        INTERRUPTED,
        NONE
    }

    /** Begins some work of a run; the thread must have ended what it did before. */
    synchronized void begin(CellRun runner, Work task) {
        run = runner;
        work = task;
        interrupts = 0;
        notifyAll();
    }

    /** Tells whoever waits for the work that its run is to stop; nothing happens when another works by now. */
    synchronized void interrupt(CellRun interrupted) {
        if (interrupted.equals(run)) {
            interrupts++;
            notifyAll();
        }
    }

    /**
     * Waits until the work has ended or there is an interrupt beyond those that are known.
     *
     * @param patience how long to wait; for ever where it is zero
     */
    synchronized News await(int known, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (work != null && interrupts == known) {
            long left = deadline - System.nanoTime();
            if (patience.isZero()) {
                wait();
            } else if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                return News.NONE;
            }
        }
        return work == null ? News.ENDED : News.INTERRUPTED;
    }

    /** Whether it works. */
    synchronized boolean isBusy() {
        return work != null;
    }

    /** What the work that has ended has thrown, or null. */
    synchronized @Nullable Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }

    /** What the work that has ended has returned. */
    synchronized @Nullable Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** Wakes the work from what it waits for. */
    void wake() {
        thread.interrupt();
    }

    /** What stops the work inside libraries. */
    LibraryStop libraryStop() {
        return new LibraryStop(thread, signal);
    }

    /** Ends the thread when its work has ended. */
    synchronized void end() {
        isEnding = true;
        notifyAll();
    }

    /** Waits until the thread has ended. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void loop() {
        while (awaitWork() instanceof Work task) {
            carryOut(task);
        }
    }

    private synchronized @Nullable Work awaitWork() {
        while (work == null && !isEnding) {
            try {
                wait();
            } catch (InterruptedException e) {
                // It was meant for a cell that has ended.
            }
        }
        return work;
    }

    private void carryOut(Work task) {
        Object result = null;
        Throwable failure = null;
        signal.enter();
        try {
            prepare();
            result = task.run();
        } catch (Throwable e) {
            failure = e;
        }
        signal.leave();
        ended(result, failure);
    }

    /** Undoes what the cell before has done to the thread itself. */
    @SuppressWarnings("ThreadPriorityCheck") // A cell has relied on it.
    private void prepare() {
        CellRun runner = run;
        if (runner != null) {
            runner.adopt();
        }
        if (!thread.getName().equals(NAME)) {
            thread.setName(NAME);
        }
        if (thread.getPriority() != Thread.NORM_PRIORITY) {
            thread.setPriority(Thread.NORM_PRIORITY);
        }
        thread.setUncaughtExceptionHandler(null);
        thread.setContextClassLoader(libraries);
        Thread.interrupted();
    }

    private synchronized void ended(@Nullable Object result, @Nullable Throwable failure) {
        value = result;
        thrown = failure;
        work = null;
        notifyAll();
    }
}
