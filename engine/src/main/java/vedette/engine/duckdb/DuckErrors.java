package vedette.engine.duckdb;

import java.sql.SQLException;
import java.util.Optional;

/** What DuckDB's errors mean to someone who wrote KQL and never saw our SQL. */
public final class DuckErrors {

    private DuckErrors() {}

    /** The error's own first sentence, without its kind, the statement and the pointer into it. */
    public static String readable(SQLException error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("no message");
        int statement = message.indexOf("\nLINE ");
        if (statement >= 0) {
            message = message.substring(0, statement);
        }
        int kind = message.indexOf(" Error: ");
        if (kind >= 0 && message.substring(0, kind).chars().allMatch(c -> Character.isLetter(c) || c == ' ')) {
            message = message.substring(kind + " Error: ".length());
        }
        // A Java function's failure brings its stack along.
        int stack = message.indexOf("\n\tat ");
        return (stack >= 0 ? message.substring(0, stack) : message).strip();
    }

    /** Whether a number grew beyond its type, which KQL's do not mind. */
    public static boolean isOverflow(Throwable failure) {
        return failure.getCause() instanceof SQLException error
                && Optional.ofNullable(error.getMessage()).orElse("").contains("Overflow in ");
    }

    /** Whether the statement was stopped from outside. */
    public static boolean isInterrupt(SQLException error) {
        return Optional.ofNullable(error.getMessage()).orElse("").startsWith("INTERRUPT");
    }
}
