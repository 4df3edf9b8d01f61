package vedette.sentinel.credentials;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/** Waits for work on a thread of its own, which is interrupted when the wait is over before the work is. */
final class Waiting {

    private Waiting() {}

    /**
     * The work's value.
     *
     * @throws TimeoutException when it took longer
     */
    static <T> T atMost(Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = start(work);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            task.cancel(true);
        }
    }

    /**
     * The work's value.
     *
     * @throws QueryException when the query was cancelled or this thread interrupted meanwhile
     */
    static <T> T unlessCancelled(QueryContext context, Callable<T> work) throws Exception {
        FutureTask<T> task = start(work);
        try (AutoCloseable registration = context.onCancel(() -> task.cancel(true))) {
            assert registration != null;
            return task.get();
        } catch (CancellationException e) {
            throw QueryException.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            task.cancel(true);
        }
    }

    /** Lets time pass, unless interrupted. */
    static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("vedette-sign-in").start(task);
        return task;
    }

    private static Exception unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Exception cause -> cause;
            case Error cause -> throw cause;
            case null, default -> e;
        };
    }
}
