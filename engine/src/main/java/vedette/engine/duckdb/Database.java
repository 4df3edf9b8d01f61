package vedette.engine.duckdb;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryException;

/**
 * One DuckDB instance in memory, opened on first use: loading its native library takes some hundred milliseconds, so
 * whoever has time calls {@link #warmUp} on a thread of its own. Safe for any thread. Whoever made it closes it.
 */
public final class Database implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> settings;
    private final Setup setup;
    private @Nullable DuckDBConnection root;
    private boolean closed;

    /** A database that keeps within {@code memoryBytes} and spills to {@code temporary} beyond. */
    public Database(long memoryBytes, Path temporary, Setup setup) {
        this.setup = setup;
        this.settings = List.of(
                "SET GLOBAL TimeZone = 'UTC'",
                "SET GLOBAL error_on_division_by_zero = false",
                // Nothing is ever fetched: what is not linked into the library does not exist.
                "SET GLOBAL autoinstall_known_extensions = false",
                "SET GLOBAL autoload_known_extensions = false",
                "SET GLOBAL allow_community_extensions = false",
                "SET GLOBAL memory_limit = '" + memoryBytes + "B'",
                "SET GLOBAL temp_directory = " + Sql.string(temporary.toString()));
    }

    /** Opens the database if it is not open yet, so that the first query need not wait for it. */
    public void warmUp() {
        try (DuckDBConnection connection = connect()) {
            connection.isReadOnly();
        } catch (SQLException e) {
            throw QueryException.failed("the local engine could not start: " + e.getMessage(), e);
        }
    }

    /** A connection for one query; the caller closes it. */
    public DuckDBConnection connect() throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw QueryException.failed("the local engine is closed", null);
            }
            if (root == null) {
                root = open();
            }
            return root.duplicate();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (root != null) {
                root.close();
            }
        } catch (SQLException e) {
            throw QueryException.failed("the local engine could not close: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** What a database needs to know besides, once, before its first query. */
    @FunctionalInterface
    public interface Setup {

        /** Installs it; all connections see it. */
        void apply(DuckDBConnection connection) throws SQLException;
    }

    private DuckDBConnection open() throws SQLException {
        DuckDBConnection connection =
                DriverManager.getConnection("jdbc:duckdb:", new Properties()).unwrap(DuckDBConnection.class);
        UnpackedLibrary.delete();
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            Functions.install(connection);
            setup.apply(connection);
            return connection;
        } catch (Throwable failure) {
            try {
                connection.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }
}
