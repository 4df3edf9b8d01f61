package vedette.engine.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The macros and Java functions that printed SQL calls; they belong to a database, all its connections see them. */
final class Functions {

    /** What relational operators call. Members are found by JSON pointer, which any name can be written as. */
    private static final List<String> RELATIONAL = List.of(
            "CREATE MACRO vedette_member(d, name) AS CAST(json_extract(d, '/' || replace(replace(name, '~', '~0'), '/',"
                    + " '~1')) AS VARCHAR)",
            "CREATE MACRO vedette_items(d) AS CASE json_type(d) WHEN 'ARRAY' THEN CAST(CAST(d AS JSON[]) AS VARCHAR[])"
                    + " WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda name: '{' || CAST(to_json(name) AS"
                    + " VARCHAR) || ':' || vedette_member(d, name) || '}') ELSE [d] END",
            "CREATE MACRO vedette_pairs(d) AS CASE json_type(d) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda"
                    + " name: '[' || CAST(to_json(name) AS VARCHAR) || ',' || vedette_member(d, name) || ']') ELSE"
                    + " vedette_items(d) END");

    private Functions() {}

    /** Makes them known, once after a database was opened. */
    static void install(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String macro : RELATIONAL) {
                statement.execute(macro);
            }
        }
    }
}
