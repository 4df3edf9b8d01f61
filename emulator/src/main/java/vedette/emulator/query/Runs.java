package vedette.emulator.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.emulator.Call;
import vedette.kql.query.Connection;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/**
 * The queries that run. Each is stopped when its time is up, when its client closes the connection, or by command. Safe
 * for any thread.
 */
final class Runs {

    /** How many queries {@code .show queries} remembers. */
    private static final int REMEMBERED = 1000;

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final Deque<Run> remembered = new ConcurrentLinkedDeque<>();

    /** Why a query was stopped. */
    enum Stop {
        TIME_IS_UP,
        CLIENT_IS_GONE,
        COMMAND
    }

    /** A query was stopped; nothing of its result is there. */
    static final class StoppedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Stop reason;

        StoppedException(Stop reason) {
            super("the query was stopped: " + reason);
            this.reason = reason;
        }

        Stop reason() {
            return reason;
        }
    }

    /**
     * Runs the query of a call to its end.
     *
     * @throws StoppedException when it is stopped
     * @throws QueryException when it is wrong or fails
     */
    QueryResult run(Call call, Connection connection, QueryRequest request, Duration limit) throws StoppedException {
        Run run = new Run(call.header("x-ms-client-request-id").orElse(""), request.text());
        running.add(run);
        remembered.addLast(run);
        if (remembered.size() > REMEMBERED) {
            remembered.pollFirst();
        }
        call.request().running(request.text());
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("vedette-emulator-limit").start(() -> run.stopAfter(limit, done));
        try (AutoCloseable _ = call.onGone(() -> run.stop(Stop.CLIENT_IS_GONE))) {
            QueryResult result = connection.execute(run, request);
            run.throwIfStopped();
            run.isCompleted = true;
            return result;
        } catch (QueryException e) {
            if (run.isCancelled()) {
                call.request().cancelled();
            }
            run.throwIfStopped();
            throw e;
        } catch (StoppedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            done.countDown();
            run.isOver = true;
            running.remove(run);
        }
    }

    /** Stops the queries of a client's request id; whether there was one. */
    boolean stop(String clientRequestId) {
        List<Run> found =
                running.stream().filter(run -> run.id.equals(clientRequestId)).toList();
        found.forEach(run -> run.stop(Stop.COMMAND));
        return !found.isEmpty();
    }

    /** A query that came, in the words of {@code .show queries}. */
    record Known(String clientRequestId, String text, String state) {}

    /** The latest queries, the oldest first. */
    List<Known> latest() {
        return remembered.stream()
                .map(run -> new Known(run.id, run.text, run.state()))
                .toList();
    }

    /** One query on its way. */
    private static final class Run implements QueryContext {

        private final String id;
        private final String text;
        private volatile boolean isCompleted;
        private volatile boolean isOver;
        private final List<Runnable> actions = new ArrayList<>();
        private @Nullable Stop stopped;

        Run(String id, String text) {
            this.id = id;
            this.text = text;
        }

        synchronized String state() {
            if (!isOver) {
                return "InProgress";
            }
            return isCompleted ? "Completed" : stopped == null || stopped == Stop.TIME_IS_UP ? "Failed" : "Cancelled";
        }

        void stopAfter(Duration limit, CountDownLatch done) {
            try {
                if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    stop(Stop.TIME_IS_UP);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void stop(Stop reason) {
            List<Runnable> due;
            synchronized (this) {
                if (stopped != null) {
                    return;
                }
                stopped = reason;
                due = List.copyOf(actions);
                actions.clear();
            }
            due.forEach(Runnable::run);
        }

        synchronized void throwIfStopped() throws StoppedException {
            if (stopped != null) {
                throw new StoppedException(stopped);
            }
        }

        @Override
        public AutoCloseable onCancel(Runnable action) {
            synchronized (this) {
                if (stopped == null) {
                    actions.add(action);
                    return () -> remove(action);
                }
            }
            action.run();
            return () -> {};
        }

        private synchronized void remove(Runnable action) {
            actions.remove(action);
        }

        @Override
        public synchronized boolean isCancelled() {
            return stopped != null;
        }

        @Override
        public Optional<Duration> timeLimit() {
            return Optional.empty();
        }

        @Override
        public Consumer<Progress> progress() {
            return progress -> {};
        }

        @Override
        public Consumer<String> notices() {
            return notice -> {};
        }
    }
}
