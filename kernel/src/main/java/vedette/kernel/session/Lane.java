package vedette.kernel.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that carries out requests one after the other, in the order in which they came. */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long STACK_BYTES = 64L << 20;
    private static final Duration REST = Duration.ofSeconds(5);

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Optional<Runnable> atRest;
    private boolean finishing;
    private volatile boolean closed;

    /** One request's work. */
    interface Task {
        /** Does it and answers. */
        void run();

        /** It shall not be done, but answered, since one before it failed. */
        default void abort() {}
    }

    /** A lane without anything to do when it rests. */
    Lane(String name) {
        this(name, Optional.empty());
    }

    /**
     * A lane.
     *
     * @param atRest what to do once when for some seconds after a task there was no other
     */
    Lane(String name, Optional<Runnable> atRest) {
        this.atRest = atRest;
        // Deep recursion is a cell's own affair and should get as far as it would in a program of its own.
        thread = Thread.ofPlatform()
                .daemon()
                .name("vedette-" + name)
                .stackSize(STACK_BYTES)
                .unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Puts a task behind those that wait; whether this lane still takes any. */
    boolean submit(Task task) {
        synchronized (queue) {
            return !finishing && queue.add(task);
        }
    }

    /** Takes no more tasks and ends the thread after those that wait. */
    void finish() {
        synchronized (queue) {
            finishing = true;
            queue.add(() -> closed = true);
        }
    }

    /** Aborts what waits now; what comes later is carried out. */
    void abortWaiting() {
        queue.forEach(Task::abort);
    }

    /** Ends the thread after the task that runs; what waits is dropped. */
    void close() {
        closed = true;
        queue.clear();
        queue.add(() -> {});
    }

    /** Waits for the thread's end; whether it came in time. */
    boolean awaitEnd(long millis) {
        try {
            return thread == Thread.currentThread() || !thread.isAlive() || thread.join(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void loop() {
        while (!closed) {
            try {
                next().run();
            } catch (InterruptedException late) {
                LOG.debug("an interrupt came after its cell", late);
            } catch (Throwable failure) {
                LOG.error("a request was lost", failure);
            }
            Thread.interrupted(); // an interrupt was meant for the task that is over
        }
    }

    private Task next() throws InterruptedException {
        if (atRest.isPresent()) {
            Task task = queue.poll(REST.toMillis(), TimeUnit.MILLISECONDS);
            if (task != null) {
                return task;
            }
            atRest.get().run();
        }
        return queue.take();
    }
}
