package vedette.kernel.java;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellFailure;

/**
 * Runs compiled cells, each on a thread of its own with a bounded stack, and stops them: an interrupt first asks the
 * cell's code and its blocking calls, and soon after the libraries that it is in; a grace period without effect, which
 * each further interrupt shortens, gives the thread up.
 */
final class CellExecutor {

    private static final long STACK_BYTES = 64L << 20;
    private static final int BALLAST_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final String GIVEN_UP =
            "the cell did not stop; it goes on in the background and its output is no longer shown";

    private final ClassLoader libraries;
    private final Duration grace;

    /** Room that is given back when a cell has used up the heap, so that the kernel can go on. */
    private byte[] ballast = new byte[0];

    CellExecutor(ClassLoader libraries, Duration grace) {
        this.libraries = libraries;
        this.grace = grace;
    }

    /** What happens to a running cell. */
    private sealed interface Event {
        record Ended(@Nullable Object value, @Nullable Throwable thrown) implements Event {}

        record Interrupted() implements Event {}
    }

    /** Some work of a cell. */
    interface Work {
        @Nullable
        Object run() throws Throwable;
    }

    /**
     * Runs a cell's class on the current thread and returns its last expression's value, or
     * {@link CellRuntime#NOTHING}.
     */
    @Nullable
    Object call(CellClass cell) throws Throwable {
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
            ballast = new byte[0];
            release(type);
            throw e;
        } finally {
            result.set(null, null);
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
     * Runs work on a thread of the run's own.
     *
     * @throws CellFailure when the user stopped it
     */
    @Nullable
    Object run(CellRun run, Work work) throws Throwable {
        if (ballast.length == 0) {
            ballast = new byte[BALLAST_BYTES];
        }
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        ThreadSignal signal = new ThreadSignal();
        Thread thread = new Thread(null, () -> events.add(outcome(run, work, signal)), "cell", STACK_BYTES);
        thread.setContextClassLoader(libraries);
        thread.setDaemon(true);
        try (var _ = run.context().cancellation().onRequest(() -> events.add(new Event.Interrupted()))) {
            thread.start();
            return await(run, new LibraryStop(thread, signal), thread, events);
        } finally {
            StopSwitch.release(run);
            run.end();
        }
    }

    private static Event outcome(CellRun run, Work work, ThreadSignal signal) {
        run.adopt();
        signal.enter();
        try {
            return new Event.Ended(work.run(), null);
        } catch (Throwable e) {
            return new Event.Ended(null, e);
        } finally {
            signal.leave();
        }
    }

    private @Nullable Object await(CellRun run, LibraryStop libraryStop, Thread thread, BlockingQueue<Event> events)
            throws Throwable {
        int interrupts = 0;
        long deadline = 0;
        try {
            while (true) {
                Event event = interrupts == 0 ? events.take() : events.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
                switch (event) {
                    case Event.Ended(Object value, Throwable thrown) -> {
                        if (thrown == null) {
                            return value;
                        }
                        throw interrupts > 0 && isStop(run, thrown)
                                ? Failures.ofInterrupt(how(thrown), thrown)
                                : thrown;
                    }
                    case Event.Interrupted() -> {
                        interrupts++;
                        deadline =
                                System.nanoTime() + grace.dividedBy(interrupts).toNanos();
                        StopSwitch.stop(run);
                        thread.interrupt();
                        run.endProcesses();
                    }
                    case null -> {
                        if (System.nanoTime() < deadline) {
                            libraryStop.reach();
                        } else {
                            run.mute();
                            throw Failures.ofInterrupt(GIVEN_UP, null);
                        }
                    }
                }
            }
        } finally {
            closeAfter(thread, libraryStop);
        }
    }

    /** Takes the checks out of the libraries once they can meet nobody; a thread that was given up may meet them yet. */
    private static void closeAfter(Thread thread, LibraryStop libraryStop) {
        if (libraryStop.isInUse()) {
            Thread.startVirtualThread(() -> {
                try (libraryStop) {
                    thread.join();
                } catch (InterruptedException e) {
                    // Nobody interrupts it.
                }
            });
        }
    }

    private static String how(Throwable thrown) {
        return ThreadCheck.isDeath(thrown)
                ? "the cell was stopped inside a library: what it was changing there may be half changed"
                : "the cell was interrupted";
    }

    private static boolean isStop(CellRun run, Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = thrown; at != null && seen.add(at); at = at.getCause()) {
            // What writes to a process that was ended meets a broken pipe.
            boolean isBroken = at instanceof IOException && run.hasProcesses();
            if (at instanceof CellStopped
                    || at instanceof InterruptedException
                    || ThreadCheck.isDeath(at)
                    || isBroken) {
                return true;
            }
        }
        return thrown instanceof ClosedChannelException || thrown instanceof InterruptedIOException;
    }

    /** Lets go of what a cell's variables hold. */
    private static void release(Class<?> type) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            boolean isSettable = Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers());
            if (isSettable && !field.getType().isPrimitive() && Modifier.isPublic(field.getModifiers())) {
                field.set(null, null);
            }
        }
    }
}
