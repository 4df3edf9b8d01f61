package vedette.kernel.java;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;

/**
 * Runs compiled cells, those of each shell on its own {@link CellThread}, and stops them: an interrupt first asks the
 * cell's code and its blocking calls, and soon after the libraries that it is in; a grace period without effect, which
 * each further interrupt shortens, gives the thread up, and the shell gets another.
 */
final class CellExecutor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final String GIVEN_UP =
            "the cell did not stop; it goes on in the background and its output is no longer shown";

    /** Longer chains of causes are made, not met. */
    private static final int MOST_CAUSES = 1_000;

    private final ClassLoader libraries;
    private final Duration grace;
    private final HeapRelief heap = new HeapRelief();

    /** By the threads of the shells. */
    private final Map<Thread, CellThread> threads = new ConcurrentHashMap<>();

    CellExecutor(ClassLoader libraries, Duration grace) {
        this.libraries = libraries;
        this.grace = grace;
    }

    /**
     * Runs a cell's class on the current thread and returns its last expression's value, or
     * {@link CellRuntime#NOTHING}.
     *
     * @param named the variables that the cell names
     */
    @Nullable
    Object call(CellClass cell, Supplier<List<Field>> named) throws Throwable {
        Class<?> type = bound(cell);
        MethodHandle body = body(type);
        Field result = type.getField(UnitBuilder.RESULT);
        result.set(null, CellRuntime.NOTHING);
        try {
            body.invokeExact();
            // Where an interrupt only woke the cell, as it does from LockSupport.park, the cell still ends as stopped.
            CellRuntime.stopCheck();
            return result.get(null);
        } catch (OutOfMemoryError e) {
            relieve(type, named);
            throw e;
        } finally {
            result.set(null, null);
        }
    }

    private void relieve(Class<?> type, Supplier<List<Field>> named) throws IllegalAccessException {
        heap.release();
        List<String> emptied = heap.empty(type, named);
        @Nullable CellRun run = CellRun.ofThread();
        if (run != null && !emptied.isEmpty()) {
            run.print(
                    StreamName.STDERR,
                    "note: the memory was used up; to go on, these variables were set to null: "
                            + String.join(", ", emptied) + "\n");
        }
    }

    /** A cell's class with a loop around it, to be run on the current thread. */
    static Repeatable repeatable(CellClass cell) throws ReflectiveOperationException {
        Class<?> type = bound(cell);
        MethodHandle result = MethodHandles.publicLookup().findStaticGetter(type, UnitBuilder.RESULT, Object.class);
        return Repeatable.of(MethodHandles.foldArguments(result, body(type)));
    }

    private static Class<?> bound(CellClass cell) throws ReflectiveOperationException {
        Class<?> type = cell.loader().loadClass(cell.name());
        cell.loader().calls().bind(type);
        return type;
    }

    private static MethodHandle body(Class<?> type) throws ReflectiveOperationException {
        return MethodHandles.publicLookup().findStatic(type, UnitBuilder.RUN, MethodType.methodType(void.class));
    }

    /**
     * Runs work on the shell's thread. What it throws is described there, too: that runs code of the user's.
     *
     * @throws CellFailure when it threw, or when the user stopped it
     */
    @Nullable
    Object run(CellRun run, CellThread.Work work) throws InterruptedException {
        heap.prepare();
        CellThread thread = threadOf(Thread.currentThread());
        thread.begin(run, work);
        try (var _ = run.context().cancellation().onRequest(() -> thread.interrupt(run))) {
            boolean isInterrupted = await(run, thread, () -> Failures.ofInterrupt(GIVEN_UP, null));
            Throwable thrown = thread.takeThrown();
            if (thrown == null) {
                return thread.takeValue();
            }
            StopSwitch.release(run);
            thread.begin(
                    run,
                    () -> isInterrupted && isStop(run, thrown)
                            ? Failures.ofInterrupt(how(thrown), thrown)
                            : Failures.ofThrowable(thrown));
            await(run, thread, () -> Failures.undescribed(thrown));
            throw thread.takeValue() instanceof CellFailure described ? described : Failures.undescribed(thrown);
        } finally {
            if (thread.isBusy()) {
                end(Thread.currentThread());
            }
            StopSwitch.release(run);
            run.end();
        }
    }

    /** The thread for the cells of the shell that has this one; those of shells that are gone end. */
    private CellThread threadOf(Thread shell) {
        CellThread known = threads.get(shell);
        if (known != null) {
            return known;
        }
        for (Thread other : threads.keySet()) {
            if (!other.isAlive()) {
                end(other);
            }
        }
        CellThread started = CellThread.start(libraries);
        threads.put(shell, started);
        return started;
    }

    private void end(Thread shell) {
        CellThread ended = threads.remove(shell);
        if (ended != null) {
            ended.end();
        }
    }

    @Override
    public void close() {
        threads.keySet().forEach(this::end);
    }

    /**
     * Waits until the thread's work has ended.
     *
     * @param givenUp what is thrown where it does not end when it shall stop
     * @return whether the user interrupted it
     */
    private boolean await(CellRun run, CellThread thread, Supplier<CellFailure> givenUp) throws InterruptedException {
        int interrupts = 0;
        long deadline = 0;
        LibraryStop libraryStop = thread.libraryStop();
        while (true) {
            switch (thread.await(interrupts, interrupts == 0 ? Duration.ZERO : PATIENCE)) {
                case ENDED -> {
                    libraryStop.close();
                    return interrupts > 0;
                }
                case INTERRUPTED -> {
                    interrupts++;
                    deadline = System.nanoTime() + grace.dividedBy(interrupts).toNanos();
                    StopSwitch.stop(run);
                    thread.wake();
                    run.endProcesses();
                }
                case NONE -> {
                    if (System.nanoTime() < deadline) {
                        libraryStop.reach();
                    } else {
                        run.mute();
                        closeAfter(thread, libraryStop);
                        throw givenUp.get();
                    }
                }
            }
        }
    }

    /** Takes the checks out of the libraries once the thread that was given up cannot meet them any more. */
    private static void closeAfter(CellThread thread, LibraryStop libraryStop) {
        Thread.startVirtualThread(() -> {
            try (libraryStop) {
                thread.join();
            } catch (InterruptedException e) {
                // Nobody interrupts it.
            }
        });
    }

    private static String how(Throwable thrown) {
        return ThreadCheck.isDeath(thrown)
                ? "the cell was stopped inside a library: what it was changing there may be half changed"
                : "the cell was interrupted";
    }

    private static boolean isStop(CellRun run, Throwable thrown) {
        Optional<Throwable> at = Optional.of(thrown);
        for (int i = 0; i < MOST_CAUSES && at.isPresent(); i++) {
            // What writes to a process that was ended meets a broken pipe.
            boolean isBroken = at.get() instanceof IOException && run.hasProcesses();
            if (at.get() instanceof CellStopped
                    || at.get() instanceof InterruptedException
                    || ThreadCheck.isDeath(at.get())
                    || isBroken) {
                return true;
            }
            at = Failures.causeOf(at.get());
        }
        return thrown instanceof ClosedChannelException || thrown instanceof InterruptedIOException;
    }
}
