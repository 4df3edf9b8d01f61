package vedette.engine.source;

import vedette.engine.duckdb.Sql;
import vedette.frame.KqlType;

/** From DuckDB's types to KQL's: which type a column gets, and the SQL that turns its values into our representation. */
final class ColumnMapping {

    /*
     * Ticks count 100 ns from 0001-01-01, DuckDB microseconds from 1970. Text keeps its seventh digit by itself, because
     * DuckDB's timestamps cut it off. A number beyond long becomes a decimal, and floating point where even that is short.
     */
    private static final String UNIX_EPOCH = "621355968000000000";

    private ColumnMapping() {}

    /** The column that DuckDB calls {@code name}, of the type that it prints as {@code duckType}. */
    static SourceColumn of(String name, String duckType) {
        String column = Sql.identifier(name);
        String type = duckType.startsWith("DECIMAL") && !duckType.endsWith("]") ? "DECIMAL" : duckType;
        return switch (type) {
            case "BOOLEAN" -> new SourceColumn(name, KqlType.BOOL, column);
            case "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT" ->
                new SourceColumn(name, KqlType.INT, "CAST(" + column + " AS INTEGER)");
            case "INTEGER" -> new SourceColumn(name, KqlType.INT, column);
            case "UINTEGER" -> new SourceColumn(name, KqlType.LONG, "CAST(" + column + " AS BIGINT)");
            case "BIGINT" -> new SourceColumn(name, KqlType.LONG, column);
            case "UBIGINT", "DECIMAL" ->
                new SourceColumn(name, KqlType.DECIMAL, "CAST(" + column + " AS DECIMAL(38, 10))");
            case "HUGEINT", "UHUGEINT", "BIGNUM", "FLOAT" ->
                new SourceColumn(name, KqlType.REAL, "CAST(" + column + " AS DOUBLE)");
            case "DOUBLE" -> new SourceColumn(name, KqlType.REAL, column);
            case "VARCHAR" -> SourceColumn.text(name, column);
            case "UUID" -> new SourceColumn(name, KqlType.GUID, "CAST(" + column + " AS VARCHAR)");
            case "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS" ->
                new SourceColumn(name, KqlType.DATETIME, "epoch_us(" + column + ") * 10 + " + UNIX_EPOCH);
            case "TIMESTAMP_NS" ->
                new SourceColumn(name, KqlType.DATETIME, "epoch_ns(" + column + ") // 100 + " + UNIX_EPOCH);
            case "TIME" -> new SourceColumn(name, KqlType.TIMESPAN, "epoch_us(" + column + ") * 10");
            case "INTERVAL" -> new SourceColumn(name, KqlType.TIMESPAN, "epoch_us(" + column + ") * 10");
            case "JSON" -> new SourceColumn(name, KqlType.DYNAMIC, json(column));
            case "BLOB" -> SourceColumn.text(name, "to_base64(" + column + ")");
            default ->
                type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP")
                        ? new SourceColumn(name, KqlType.DYNAMIC, json("to_json(" + column + ")"))
                        : SourceColumn.text(name, "CAST(" + column + " AS VARCHAR)");
        };
    }

    /** A datetime written as text in ISO 8601, with or without an offset, read to the last of its seven digits. */
    static SourceColumn datetimeText(String name) {
        String column = "nullif(" + Sql.identifier(name) + ", '')";
        return new SourceColumn(
                name,
                KqlType.DATETIME,
                "epoch_us(CAST(" + column + " AS TIMESTAMPTZ)) * 10 + " + UNIX_EPOCH
                        + " + coalesce(TRY_CAST(regexp_extract(" + column + ", '[.]\\d{6}(\\d)', 1) AS BIGINT), 0)");
    }

    private static String json(String value) {
        return "nullif(CAST(" + value + " AS VARCHAR), 'null')";
    }
}
