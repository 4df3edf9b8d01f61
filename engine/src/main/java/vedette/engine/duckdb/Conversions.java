package vedette.engine.duckdb;

import vedette.frame.KqlType;

/** From the representation of one type to that of another, as KQL's {@code tostring}, {@code tolong} and so on convert. */
final class Conversions {

    private Conversions() {}

    static String to(KqlType target, String sql, KqlType type) {
        return switch (target) {
            case STRING -> toText(sql, type);
            case DYNAMIC -> toJson(sql, type);
            case LONG -> toLong(sql, type);
            case INT ->
                switch (type) {
                    case INT -> sql;
                    case REAL -> "vedette_int(" + sql + ")";
                    case DYNAMIC -> "CAST(kql__dynamic_int(" + sql + ") AS INTEGER)";
                    default -> "TRY_CAST(" + toLong(sql, type) + " AS INTEGER)";
                };
            case REAL -> toReal(sql, type);
            case BOOL -> toBool(sql, type);
            case DATETIME -> toTicks("datetime", sql, type);
            case TIMESPAN -> toTicks("timespan", sql, type);
            case GUID -> type == KqlType.GUID ? sql : "kql__text_guid(" + toText(sql, type) + ")";
            case DECIMAL -> toDecimal(sql, type);
        };
    }

    static String toText(String sql, KqlType type) {
        return switch (type) {
            case STRING -> sql;
            case BOOL -> "CASE " + sql + " WHEN true THEN 'True' WHEN false THEN 'False' ELSE '' END";
            case INT, LONG -> "coalesce(CAST(" + sql + " AS VARCHAR), '')";
            case REAL -> "kql__real_text(" + sql + ")";
            case DECIMAL -> "coalesce(rtrim(rtrim(CAST(" + sql + " AS VARCHAR), '0'), '.'), '')";
            case DATETIME -> "kql__datetime_text(" + sql + ")";
            case TIMESPAN -> "kql__timespan_text(" + sql + ")";
            case DYNAMIC -> "kql__dynamic_text(" + sql + ")";
            case GUID -> "coalesce(" + sql + ", '')";
        };
    }

    /** JSON text; a null of any type is SQL's null. */
    static String toJson(String sql, KqlType type) {
        return switch (type) {
            case DYNAMIC -> sql;
            case STRING -> "CAST(to_json(" + sql + ") AS VARCHAR)";
            case BOOL, INT, LONG -> "CAST(" + sql + " AS VARCHAR)";
            case REAL -> "kql__real_json(" + sql + ")";
            case DECIMAL, GUID -> "'\"' || nullif(" + toText(sql, type) + ", '') || '\"'";
            case DATETIME, TIMESPAN -> "('\"' || nullif(" + toText(sql, type) + ", '') || '\"')";
        };
    }

    static String toLong(String sql, KqlType type) {
        return switch (type) {
            case LONG, DATETIME, TIMESPAN -> sql;
            case BOOL, INT -> "CAST(" + sql + " AS BIGINT)";
            case REAL -> "vedette_whole(" + sql + ")";
            case DECIMAL -> "TRY_CAST(trunc(" + sql + ") AS BIGINT)";
            case STRING -> "kql__text_long(" + sql + ")";
            case DYNAMIC -> "kql__dynamic_long(" + sql + ")";
            case GUID -> "CAST(NULL AS BIGINT)";
        };
    }

    static String toReal(String sql, KqlType type) {
        return switch (type) {
            case REAL -> sql;
            case INT, LONG, DATETIME, TIMESPAN, DECIMAL -> "CAST(" + sql + " AS DOUBLE)";
            case BOOL -> "CAST(CAST(" + sql + " AS INTEGER) AS DOUBLE)";
            case STRING -> "kql__text_real(" + sql + ")";
            case DYNAMIC -> "kql__dynamic_real(" + sql + ")";
            case GUID -> "CAST(NULL AS DOUBLE)";
        };
    }

    private static String toBool(String sql, KqlType type) {
        return switch (type) {
            case BOOL -> sql;
            case INT, LONG, REAL, DECIMAL, TIMESPAN, DATETIME -> "(" + sql + " <> 0)";
            case STRING -> "kql__text_bool(" + sql + ")";
            case DYNAMIC -> "kql__dynamic_bool(" + sql + ")";
            case GUID -> "CAST(NULL AS BOOLEAN)";
        };
    }

    private static String toTicks(String target, String sql, KqlType type) {
        return switch (type) {
            case DATETIME, TIMESPAN -> sql;
            case STRING -> "kql__text_" + target + "(" + sql + ")";
            case DYNAMIC -> "kql__dynamic_" + target + "(" + sql + ")";
            case BOOL, INT, LONG, REAL, DECIMAL, GUID -> {
                String ticks = toLong(sql, type);
                yield target.equals("datetime")
                        ? "CASE WHEN " + ticks + " BETWEEN 0 AND 3155378975999999999 THEN " + ticks + " END"
                        : ticks;
            }
        };
    }

    /** Two decimals' {@code times}, {@code divided} or {@code bin}; fails where the result has too many digits. */
    static String decimals(String function, String x, String y) {
        return "CAST(kql__decimal_" + function + "(CAST(" + x + " AS VARCHAR), CAST(" + y + " AS VARCHAR)) AS "
                + SqlTypes.of(KqlType.DECIMAL) + ")";
    }

    private static String toDecimal(String sql, KqlType type) {
        return switch (type) {
            case DECIMAL -> sql;
            case BOOL, INT, LONG, DATETIME, TIMESPAN, REAL -> "TRY_CAST(" + sql + " AS DECIMAL(38, 10))";
            case STRING, DYNAMIC, GUID -> "TRY_CAST(kql__text_decimal(" + toText(sql, type) + ") AS DECIMAL(38, 10))";
        };
    }
}
