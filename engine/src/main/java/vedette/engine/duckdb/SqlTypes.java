package vedette.engine.duckdb;

import vedette.frame.KqlType;

/** The SQL types that represent KQL's. */
final class SqlTypes {

    private SqlTypes() {}

    static String of(KqlType type) {
        return switch (type) {
            case BOOL -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG, DATETIME, TIMESPAN -> "BIGINT";
            case REAL -> "DOUBLE";
            case DECIMAL -> "DECIMAL(38, 10)";
            case STRING, DYNAMIC, GUID -> "VARCHAR";
        };
    }

    /** A value that is null in KQL's sense: strings are empty instead. */
    static String missing(KqlType type) {
        return type == KqlType.STRING ? "''" : "CAST(NULL AS " + of(type) + ")";
    }
}
