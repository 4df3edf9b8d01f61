package vedette.sentinel.library;

import org.jspecify.annotations.Nullable;

/** A query that cannot be found, read or filled in; the message says which one, what is wrong and what to do. */
public final class QueryLibraryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueryLibraryException(String message) {
        super(message);
    }

    QueryLibraryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
