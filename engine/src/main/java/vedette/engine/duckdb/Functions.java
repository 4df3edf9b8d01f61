package vedette.engine.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;
import vedette.engine.function.JavaFunction;
import vedette.engine.function.JavaFunctions;

/** The macros and Java functions that printed SQL calls; they belong to a database, all its connections see them. */
final class Functions {

    /** Members are found by JSON pointer, which any name can be written as. A remainder is never negative. */
    private static final List<String> MACROS = List.of(
            "CREATE MACRO vedette_member(d, name) AS CAST(json_extract(d, '/' || replace(replace(name, '~', '~0'), '/',"
                    + " '~1')) AS VARCHAR)",
            "CREATE MACRO vedette_items(d) AS CASE json_type(d) WHEN 'ARRAY' THEN CAST(CAST(d AS JSON[]) AS VARCHAR[])"
                    + " WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda name: '{' || CAST(to_json(name) AS"
                    + " VARCHAR) || ':' || vedette_member(d, name) || '}') ELSE [d] END",
            "CREATE MACRO vedette_pairs(d) AS CASE json_type(d) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda"
                    + " name: '[' || CAST(to_json(name) AS VARCHAR) || ',' || vedette_member(d, name) || ']') ELSE"
                    + " vedette_items(d) END",
            "CREATE MACRO vedette_flat(d) AS CASE json_type(d) WHEN 'ARRAY' THEN CAST(CAST(d AS JSON[]) AS VARCHAR[])"
                    + " ELSE [coalesce(d, 'null')] END",
            "CREATE MACRO vedette_distinct(items) AS list_filter(items, lambda x, i: x <> 'null' AND"
                    + " list_position(items, x) = i)",
            "CREATE MACRO vedette_mod(a, b) AS CASE WHEN b = 0 THEN NULL ELSE ((a % b) + abs(b)) % abs(b) END",
            "CREATE MACRO vedette_abs(x) AS CASE WHEN x = -9223372036854775808 THEN x ELSE abs(x) END",
            "CREATE MACRO vedette_int(x) AS CASE WHEN NOT isfinite(x) THEN NULL WHEN x >= 2147483647 THEN 2147483647"
                    + " WHEN x <= -2147483648 THEN (-2147483647 - 1) ELSE CAST(trunc(x) AS INTEGER) END",
            "CREATE MACRO vedette_whole(x) AS CASE WHEN NOT isfinite(x) THEN NULL WHEN x >= 9223372036854775807 THEN"
                    + " 9223372036854775807 WHEN x <= -9223372036854775808 THEN (-9223372036854775807 - 1) ELSE"
                    + " CAST(trunc(x) AS BIGINT) END",
            "CREATE MACRO vedette_wrap(h) AS CAST(((h + 9223372036854775808) % 18446744073709551616 +"
                    + " 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT)",
            "CREATE MACRO vedette_date(t) AS CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t END");

    private Functions() {}

    /** Makes them known, once after a database was opened. */
    static void install(DuckDBConnection connection) throws SQLException {
        for (JavaFunction function : JavaFunctions.all().values()) {
            JavaFunctionSql.register(connection, function);
        }
        try (Statement statement = connection.createStatement()) {
            for (String macro : MACROS) {
                statement.execute(macro);
            }
        }
    }
}
