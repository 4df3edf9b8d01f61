package vedette.sentinel.management;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/** Waits that the caller can end: by the context's cancellation or by interrupting the waiting thread. */
final class Waiting {

    private Waiting() {}

    /**
     * Does work on a thread of its own, which is interrupted when the caller gives up.
     *
     * @throws QueryException when the caller gave up
     * @throws ManagementException when the context's time was over
     */
    static <T> T call(QueryContext context, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Registration cancellation = onCancel(context, () -> task.cancel(true));
        try {
            Thread.ofVirtual().name("vedette-management").start(task);
            return await(context, task);
        } finally {
            cancellation.close();
        }
    }

    private static <T> T await(QueryContext context, FutureTask<T> task) {
        try {
            return context.timeLimit().isPresent()
                    ? task.get(context.timeLimit().get().toNanos(), TimeUnit.NANOSECONDS)
                    : task.get();
        } catch (CancellationException e) {
            throw QueryException.cancelled();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ManagementException("Azure's management did not answer within the time given; what was asked for"
                    + " may still be done");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    /**
     * Lets time pass.
     *
     * @throws QueryException when the caller gave up
     */
    static void pause(QueryContext context, Duration time) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Registration cancellation = onCancel(context, cancelled::countDown);
        try {
            if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw QueryException.cancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        } finally {
            cancellation.close();
        }
    }

    static void checkNotCancelled(QueryContext context) {
        if (context.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw QueryException.cancelled();
        }
    }

    private static Registration onCancel(QueryContext context, Runnable action) {
        AutoCloseable registration = context.onCancel(action);
        return () -> {
            try {
                registration.close();
            } catch (Exception e) {
                throw new IllegalStateException("a cancellation could not be taken back", e);
            }
        };
    }

    private interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
