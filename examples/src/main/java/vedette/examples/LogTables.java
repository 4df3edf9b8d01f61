package vedette.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables by name, with the columns that {@code schemas.txt} lists. */
record LogTables(Map<String, LogTable> byName) {

    private static final String SCHEMAS = "schemas.txt";

    static LogTables empty() {
        Map<String, LogTable> tables = new LinkedHashMap<>();
        for (String line : schemaLines()) {
            String[] words = line.split(" ");
            LogTable table = LogTable.parse(words);
            tables.put(words[0], table);
        }
        return new LogTables(tables);
    }

    private static Iterable<String> schemaLines() {
        try (InputStream in = LogTables.class.getResourceAsStream(SCHEMAS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a row of a table; unset columns stay null. As in every workspace, {@code Type} is the table's name and
     * {@code TenantId} the workspace's own id.
     */
    LogTable.Row row(String table, Instant time) {
        LogTable target = byName.get(table);
        if (target == null) {
            throw new IllegalArgumentException("table must be in " + SCHEMAS + ": " + table);
        }
        return target.row(time).set("TenantId", Company.WORKSPACE.toString()).set("Type", table);
    }

    /** Writes {@code Name.parquet} for each table, rows in order of time. */
    void writeTo(Path directory) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // One thread, since several write row groups in whatever order they finish.
            statement.execute("SET threads = 1");
            for (LogTable table : byName.values()) {
                table.writeTo(connection, directory.resolve(table.name() + ".parquet"));
            }
        }
    }
}
