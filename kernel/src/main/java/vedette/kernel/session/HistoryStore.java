package vedette.kernel.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Secrets;

/**
 * The cells of all sessions of a user in an SQLite file that only the user may read. Secrets in their text are replaced
 * before they are written, results are not written at all, nor are cells of more than {@link #LONGEST} characters. The
 * file is opened when it is needed first, on a thread of its own: no cell waits for it. Where it cannot be used, one
 * warning is logged and there is no history of earlier sessions.
 */
final class HistoryStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryStore.class);

    /** A longer cell holds data more than thoughts. */
    private static final int LONGEST = 1 << 20;
    /** Consoles ask for the history at their start and wait for a second. */
    private static final long PATIENCE_MILLIS = 700;

    private static final String FORMAT = """
            CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS cells (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                session INTEGER NOT NULL,
                line INTEGER NOT NULL,
                input TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS cells_of_session ON cells (session, line);
            """;

    private final Path file;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("vedette-history").factory());
    private @Nullable Connection connection;
    private int session;
    private boolean broken;

    /** A store that opens the file when it is needed. */
    HistoryStore(Path file) {
        this.file = file;
    }

    /** Adds a cell to this session; returns before it is written. */
    void add(int line, String input) {
        if (input.length() > LONGEST) {
            return;
        }
        worker.execute(() -> attempt(
                () -> {
                    try (PreparedStatement insert =
                            open().prepareStatement("INSERT INTO cells (session, line, input) VALUES (?, ?, ?)")) {
                        insert.setInt(1, session);
                        insert.setInt(2, line);
                        insert.setString(3, Secrets.hide(input));
                        return insert.executeUpdate();
                    }
                },
                0));
    }

    /** This session's number. */
    int session() {
        return ask(
                () -> {
                    open();
                    return session;
                },
                1);
    }

    /** The last cells of other sessions whose text is wanted, oldest first. */
    List<History.Cell> latest(int count, Predicate<String> wanted) {
        return ask(
                () -> {
                    String sql = "SELECT session, line, input FROM cells WHERE session <> ? ORDER BY id DESC";
                    try (PreparedStatement select = open().prepareStatement(sql)) {
                        select.setInt(1, session);
                        return cells(select, wanted, count).reversed();
                    }
                },
                List.of());
    }

    /** The cells of a session; a negative number counts back from this one, leaving out sessions without cells. */
    List<History.Cell> session(int number) {
        return ask(
                () -> {
                    String sql = "SELECT session, line, input FROM cells WHERE session = "
                            + (number < 0
                                    ? "(SELECT DISTINCT session FROM cells WHERE session < ?"
                                            + " ORDER BY session DESC LIMIT 1 OFFSET ?)"
                                    : "?")
                            + " ORDER BY line, id";
                    try (PreparedStatement select = open().prepareStatement(sql)) {
                        select.setInt(1, number < 0 ? session : number);
                        if (number < 0) {
                            select.setInt(2, -number - 1);
                        }
                        return cells(select, input -> true, Integer.MAX_VALUE);
                    }
                },
                List.of());
    }

    private static List<History.Cell> cells(PreparedStatement select, Predicate<String> wanted, int count)
            throws SQLException {
        List<History.Cell> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (found.size() < count && rows.next()) {
                String input = rows.getString(3);
                if (wanted.test(input)) {
                    found.add(new History.Cell(rows.getInt(1), rows.getInt(2), input, null));
                }
            }
        }
        return found;
    }

    private <T> T ask(Callable<T> question, T otherwise) {
        try {
            return worker.submit(() -> attempt(question, otherwise)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the history {} takes too long to answer", file);
            return otherwise;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    /** Carries out work on the worker's thread; from the first failure on nothing is tried any more. */
    private <T> T attempt(Callable<T> work, T otherwise) {
        if (broken) {
            return otherwise;
        }
        try {
            return work.call();
        } catch (Exception | LinkageError e) {
            broken = true;
            LOG.warn("there is no history of other sessions: {}: {}", file, e.getMessage());
            return otherwise;
        }
    }

    private Connection open() throws SQLException, IOException {
        Connection there = connection;
        if (there != null) {
            return there;
        }
        makeFile();
        Connection opened = SqliteDriver.connect(file);
        for (String statement : FORMAT.split(";\\s*\\n")) {
            try (PreparedStatement create = opened.prepareStatement(statement)) {
                create.execute();
            }
        }
        try (PreparedStatement start = opened.prepareStatement(
                "INSERT INTO sessions (started) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) RETURNING session")) {
            try (ResultSet row = start.executeQuery()) {
                row.next();
                session = row.getInt(1);
            }
        }
        connection = opened;
        return opened;
    }

    private void makeFile() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        if (!Files.exists(file) && Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("another kernel made {} just now", file, e);
            }
        }
    }

    /** Writes what waits and closes the file. */
    @Override
    public void close() {
        worker.execute(() -> attempt(
                () -> {
                    if (connection != null) {
                        connection.close();
                    }
                    return 0;
                },
                0));
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the history {} was not written to its end", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
