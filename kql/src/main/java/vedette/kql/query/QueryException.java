package vedette.kql.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vedette.kql.Problem;

/** A query that gave no result: problems in its text, a failure while it ran, or a cancellation. */
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final boolean cancelled;

    private QueryException(String message, List<Problem> problems, boolean cancelled, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.copyOf(problems);
        this.cancelled = cancelled;
    }

    /** The text is wrong; nothing ran. Problems carry their places; the first one's message is the exception's. */
    public static QueryException invalid(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems must not be empty");
        }
        return new QueryException(problems.getFirst().message(), problems, false, null);
    }

    /** The query was right and failed while it ran; the message says what and what to do. */
    public static QueryException failed(String message, @Nullable Throwable cause) {
        return new QueryException(message, List.of(), false, cause);
    }

    /** The caller cancelled. */
    public static QueryException cancelled() {
        return new QueryException("the query was cancelled", List.of(), true, null);
    }

    /** What is wrong with the text, with places; empty when the text was right. */
    public List<Problem> problems() {
        return problems;
    }

    /** Whether the caller cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }
}
