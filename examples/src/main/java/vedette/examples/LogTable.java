package vedette.examples;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One table that grows row by row and is written at the end. */
final class LogTable {

    private static final String TIME = "TimeGenerated";

    private final String name;
    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    private LogTable(String name, List<Column> columns) {
        this.name = name;
        this.columns = columns;
    }

    private record Column(String name, String type) {
        String sqlType() {
            return switch (type) {
                case "datetime" -> "TIMESTAMP";
                case "int" -> "INTEGER";
                case "long" -> "BIGINT";
                case "bool" -> "BOOLEAN";
                case "real" -> "DOUBLE";
                case "dynamic" -> "JSON";
                default -> "VARCHAR";
            };
        }
    }

    /** From a line of the schema file: the table's name, then {@code Column:type} words. */
    static LogTable parse(String[] words) {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split(":");
            columns.add(new Column(parts[0], parts[1]));
        }
        return new LogTable(words[0], List.copyOf(columns));
    }

    String name() {
        return name;
    }

    Row row(Instant time) {
        Row row = new Row(time);
        rows.add(row.set(TIME, time));
        return row;
    }

    /** A row under construction, already part of its table. */
    final class Row {
        private final Instant time;
        private final @Nullable Object[] values = new @Nullable Object[columns.size()];

        private Row(Instant time) {
            this.time = time;
        }

        /** Sets a column; strings, integers, longs, booleans, doubles and instants, by the column's type. */
        Row set(String column, Object value) {
            for (int i = 0; i < values.length; i++) {
                if (columns.get(i).name().equals(column)) {
                    values[i] = value;
                    return this;
                }
            }
            throw new IllegalArgumentException("column must be in the schema of " + name + ": " + column);
        }
    }

    void writeTo(Connection connection, Path file) throws SQLException {
        rows.sort(Comparator.comparing(row -> row.time));
        String definitions = columns.stream()
                .map(column -> "\"" + column.name() + "\" " + column.sqlType())
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"" + name + "\" (" + definitions + ")");
            append(connection.unwrap(DuckDBConnection.class));
            statement.execute("COPY \"" + name + "\" TO '" + file.toString().replace("'", "''")
                    + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 12)");
        }
    }

    private void append(DuckDBConnection connection) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
            for (Row row : rows) {
                appender.beginRow();
                for (Object value : row.values) {
                    append(appender, value);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case Integer number -> appender.append(number);
            case Long number -> appender.append(number);
            case Double number -> appender.append(number);
            case Boolean flag -> appender.append(flag);
            case Instant instant -> appender.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            default -> appender.append(value.toString());
        }
    }
}
