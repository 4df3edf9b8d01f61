package vedette.engine.duckdb;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/**
 * One statement on its way: runs on the caller's thread while a watcher reports progress, keeps the time limit and stops
 * the statement when the caller cancels.
 */
public final class Execution {

    private static final long WATCH_MILLIS = 100;

    private final QueryContext context;
    private final AtomicLong rows = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean timedOut;

    private Execution(QueryContext context) {
        this.context = context;
    }

    /**
     * Runs a statement and hands its rows on, chunk by chunk, as they come.
     *
     * @throws QueryException when it is cancelled, takes too long or fails
     */
    public static void run(
            QueryContext context, DuckDBConnection connection, String sql, Consumer<DuckDBDataChunkReader> chunks) {
        new Execution(context).run(connection, sql, chunks);
    }

    private void run(DuckDBConnection connection, String sql, Consumer<DuckDBDataChunkReader> chunks) {
        try (DuckDBPreparedStatement statement = connection.prepare(sql)) {
            AutoCloseable registration = context.onCancel(() -> stop(statement));
            Thread watcher = Thread.ofVirtual().name("vedette-query-watch").start(() -> watch(statement));
            try {
                read(statement, chunks);
            } finally {
                done.countDown();
                watcher.join();
                registration.close();
            }
        } catch (SQLException e) {
            throw failure(e);
        } catch (QueryException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        } catch (Exception e) {
            throw QueryException.failed("the query failed: " + e.getMessage(), e);
        }
    }

    private void read(DuckDBPreparedStatement statement, Consumer<DuckDBDataChunkReader> chunks) throws SQLException {
        if (context.isCancelled()) {
            throw QueryException.cancelled();
        }
        try (DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                if (context.isCancelled() || timedOut) {
                    throw stopped(null);
                }
                DuckDBDataChunkReader chunk = result.chunk();
                chunks.accept(chunk);
                rows.addAndGet(chunk.rowCount());
            }
        }
    }

    /** Until the statement is done: stops it as often as needed, for a stop that comes before it runs has no effect. */
    private void watch(DuckDBPreparedStatement statement) {
        long deadline = context.timeLimit()
                .map(limit -> System.nanoTime() + limit.toNanos())
                .orElse(Long.MAX_VALUE);
        try {
            while (!done.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                timedOut |= deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
                if (timedOut || context.isCancelled()) {
                    stop(statement);
                } else {
                    context.progress().accept(progress(statement));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Progress progress(DuckDBPreparedStatement statement) {
        OptionalDouble fraction = OptionalDouble.empty();
        try {
            QueryProgress progress = statement.getQueryProgress();
            if (progress != null && progress.getPercentage() >= 0) {
                fraction = OptionalDouble.of(Math.min(1, progress.getPercentage() / 100));
            }
        } catch (SQLException e) {
            // A statement that just ended has no progress; the rows received are still worth telling.
            fraction = OptionalDouble.empty();
        }
        return new Progress(rows.get() == 0 ? "running" : "reading rows", fraction, rows.get());
    }

    private static void stop(DuckDBPreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // Closed in the meantime: there is nothing left to stop.
            assert e != null;
        }
    }

    private QueryException failure(SQLException error) {
        return timedOut || context.isCancelled() || DuckErrors.isInterrupt(error)
                ? stopped(error)
                : QueryException.failed("the query failed: " + DuckErrors.readable(error), error);
    }

    private QueryException stopped(@Nullable SQLException error) {
        if (timedOut) {
            Duration limit = context.timeLimit().orElse(Duration.ZERO);
            return QueryException.failed(
                    String.format(
                            Locale.ROOT, "the query took longer than %.1f s and was stopped", limit.toMillis() / 1e3),
                    error);
        }
        return QueryException.cancelled();
    }
}
