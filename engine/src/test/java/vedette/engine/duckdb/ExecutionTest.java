package vedette.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

@Timeout(60)
class ExecutionTest {

    private static final String ENDLESS =
            "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range = -1";

    @Test
    void rowsComeInChunksAndInOrder() throws SQLException {
        List<Long> values = new ArrayList<>();

        run(QueryContext.NONE, "SELECT range AS v FROM range(5000) ORDER BY v DESC", chunk -> {
            for (int i = 0; i < chunk.rowCount(); i++) {
                values.add(chunk.vector(0).getLong(i));
            }
        });

        assertThat(values).hasSize(5000).startsWith(4999L, 4998L).endsWith(1L, 0L);
    }

    @Test
    void cancellingStopsARunningStatement() {
        Cancelling context = new Cancelling(Optional.empty());

        assertThatThrownBy(() -> run(context, ENDLESS, chunk -> {}))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        failure -> assertThat(failure.isCancelled()).isTrue());
    }

    @Test
    void aTimeLimitStopsARunningStatementAndSaysSo() {
        QueryContext context = new Cancelling(Optional.of(Duration.ofMillis(50)));

        assertThatThrownBy(() -> run(context, ENDLESS, chunk -> {}))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        failure -> assertThat(failure.isCancelled()).isFalse())
                .hasMessageStartingWith("the query took longer than ");
    }

    @Test
    void aFailureSaysWhatWentWrongWithoutSql() {
        assertThatThrownBy(() -> run(QueryContext.NONE, "SELECT CAST('x' AS INTEGER) AS secret_sql", chunk -> {}))
                .isInstanceOf(QueryException.class)
                .hasMessage("the query failed: Could not convert string 'x' to INT32");
    }

    private static void run(QueryContext context, String sql, Consumer<org.duckdb.DuckDBDataChunkReader> chunks)
            throws SQLException {
        try (Database database =
                        new Database(1L << 30, Path.of(System.getProperty("java.io.tmpdir")), connection -> {});
                DuckDBConnection connection = database.connect()) {
            Execution.run(context, connection, sql, chunks);
        }
    }

    /** Cancels at the first progress report, where it has no time limit, so that the statement surely runs by then. */
    private static final class Cancelling implements QueryContext {

        private final Optional<Duration> limit;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final List<Runnable> actions = new ArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);

        private Cancelling(Optional<Duration> limit) {
            this.limit = limit;
        }

        @Override
        public AutoCloseable onCancel(Runnable action) {
            actions.add(action);
            return () -> {};
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }

        @Override
        public Optional<Duration> timeLimit() {
            return limit;
        }

        @Override
        public Consumer<Progress> progress() {
            return progress -> {
                if (limit.isEmpty() && first.getCount() > 0) {
                    first.countDown();
                    cancelled.set(true);
                    actions.forEach(Runnable::run);
                }
            };
        }

        @Override
        public Consumer<String> notices() {
            return notice -> {};
        }
    }
}
