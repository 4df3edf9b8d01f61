package vedette.kernel.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The SQLite library. It unpacks its native part to a file that it would delete when the JVM ends by itself, which a
 * kernel never does; so the file gets a directory of its own, and is deleted as soon as it is loaded.
 */
final class SqliteDriver {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDriver.class);
    private static final String DIRECTORY_PROPERTY = "org.sqlite.tmpdir";
    private static final int BUSY_MILLIS = 500;

    private SqliteDriver() {}

    /** Opens a database file; other processes may use it too. */
    static Connection connect(Path file) throws SQLException, IOException {
        load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static void load() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("vedette-sqlite");
        System.setProperty(DIRECTORY_PROPERTY, directory.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new SQLException("SQLite's library cannot be loaded: " + e.getMessage(), e);
        } finally {
            System.clearProperty(DIRECTORY_PROPERTY);
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // Windows holds a library as long as it is loaded.
            LOG.debug("{} is left behind", directory, e);
        }
    }
}
