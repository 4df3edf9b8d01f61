package vedette.engine.duckdb;

/** The one place where values become parts of SQL text. */
public final class Sql {

    private Sql() {}

    /** A string literal. A zero character, which SQL text cannot hold, is spliced in by {@code chr}. */
    public static String string(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    /** An identifier that may hold anything, for names that come from files. */
    public static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
